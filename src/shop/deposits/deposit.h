// Money that comes in, by any method.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/money.h"
#include "db/core/tx.h"
#include "shop/core/actor.h"
#include "shop/core/page.h"
#include "shop/deposits/coin.h"

namespace shop {

enum class DepositMethod { btc, ltc, blik, bank, stars };
BOOST_DESCRIBE_ENUM(DepositMethod, btc, ltc, blik, bank, stars)

DepositMethod method_of(Coin coin);
std::optional<Coin> coin_of(DepositMethod method);  // empty: not paid in coins

enum class DepositStatus {
  pending,    // seen, requested, or below the minimum
  completed,  // credited
  replaced,   // a coin transaction that is neither in a block nor waiting for one any more
  reversed,   // was credited; the chain took it back, or the owner paid it back
  rejected,   // by an owner
  expired,    // nobody decided in time
  cancelled,  // by the customer
};
BOOST_DESCRIBE_ENUM(DepositStatus, pending, completed, replaced, reversed, rejected, expired,
                    cancelled)

// A row of `deposits`. What a method does not have is empty or zero.
struct Deposit {
  std::int64_t id = 0;
  std::int64_t user_id = 0;
  DepositMethod method = DepositMethod::btc;
  base::Money amount;  // zero until a rate is known
  DepositStatus status = DepositStatus::pending;
  base::Timestamp created_at;  // first sight, or the request
  std::optional<base::Timestamp> completed_at;

  // Coins: (method, tx_hash, output_index) names the deposit.
  std::optional<std::string> tx_hash;  // Stars: the charge id
  std::optional<std::int32_t> output_index;
  std::int64_t amount_sat = 0;
  std::optional<std::int64_t> address_id;
  std::optional<base::Money> rate;  // of a whole coin, by which `amount` was computed
  std::string rate_source;
  std::optional<base::Timestamp> rate_at;
  std::optional<std::int64_t> block_height;  // while it is in a block
  int confirmations_needed = 0;
  std::optional<base::Timestamp> confirmed_at;  // still pending then: below the minimum

  // BLIK and bank transfer.
  std::optional<std::string> reference;  // what the customer writes into the transfer
  std::optional<std::string> receipt_file_id;
  std::optional<std::string> receipt_hash;
  std::optional<base::Timestamp> submitted_at;  // the customer says that he has paid
  std::optional<std::int64_t> decided_by;       // an owner's Telegram id
  std::string decided_as;                       // "owner:7", "web:admin"
  std::string reason;                           // of a rejection

  std::int64_t stars = 0;  // Telegram Stars
  int credits = 0;         // how often it was credited; a chain may take it and bring it again
};
BOOST_DESCRIBE_STRUCT(Deposit, (),
                      (id, user_id, method, amount, status, created_at, completed_at, tx_hash,
                       output_index, amount_sat, address_id, rate, rate_source, rate_at,
                       block_height, confirmations_needed, confirmed_at, reference, receipt_file_id,
                       receipt_hash, submitted_at, decided_by, decided_as, reason, stars, credits))

// From this worth on, a deposit needs that many confirmations.
struct ConfirmationRule {
  base::Money from;
  int confirmations = 1;

  friend bool operator==(const ConfirmationRule&, const ConfirmationRule&) = default;
};

// What the owner has set for deposits of one method.
struct DepositRules {
  base::Percent commission;  // of each completed deposit, to the referrer
  base::Money least;         // smaller coin deposits are added up until they reach it
  std::vector<ConfirmationRule> confirmations;  // coins; ascending, the first from 0
};

// What crediting a deposit did, for the log lines of contract section 6.
struct Credited {
  std::int64_t deposit_id = 0;
  std::int64_t user_id = 0;
  DepositMethod method = DepositMethod::btc;
  std::int64_t amount_sat = 0;  // coins
  base::Money amount;
  base::Money commission;                   // zero: nobody got one
  std::optional<std::int64_t> referrer_id;  // who got it
};

std::optional<Deposit> find_deposit(db::Tx& tx, std::int64_t id);

// Newest first.
Slice<Deposit> deposits_of(db::Tx& tx, std::int64_t user_id, Page page);

// Those that were credited, also if they were taken back since; newest first. Of one method, or of
// all.
Slice<Deposit> credited_deposits(db::Tx& tx, std::optional<DepositMethod> only, Page page);

// Credits the customer and pays the referrer's commission, rounded half up, in two transfers; both
// are told (deposit_completed, commission). Empty, and nothing is changed, when the customer's
// balance would be more than its column holds. REQUIRES: the deposit's row is locked and pending,
// its amount is above zero.
std::optional<Credited> complete_deposit(db::Tx& tx, const Deposit& deposit,
                                         base::Percent commission, const Actor& actor,
                                         base::Timestamp now);

// Takes back what complete_deposit gave, from both, whatever they have spent: a balance may become
// a debt, which later deposits pay first. Both are told (deposit_reversed, commission_reversed).
// REQUIRES: the row is locked and completed.
void reverse_deposit(db::Tx& tx, const Deposit& deposit, const Actor& actor, base::Timestamp now);

}  // namespace shop
