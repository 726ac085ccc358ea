// Money that comes in, by any method.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/clock.h"
#include "base/money.h"
#include "db/core/tx.h"
#include "shop/core/acts/actor.h"
#include "shop/core/page.h"
#include "shop/deposits/deposit_method.h"

namespace shop {

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

// What only deposits in coins have. (method, txid, output_index) names one.
struct ChainDetails {
  std::string txid;
  std::int32_t output_index = 0;
  std::int64_t amount_sat = 0;
  std::int64_t address_id = 0;
  std::optional<base::Money> rate;  // of a whole coin, by which the amount was computed
  std::string rate_source;
  std::optional<base::Timestamp> rate_at;
  std::optional<std::int64_t> block_height;  // while it is in a block
  int min_confirmations = 1;                 // until the coin's rules let anybody spend it
  int confirmations_needed = 0;
  std::optional<base::Timestamp> confirmed_at;  // still pending then: below the minimum
};

// What only deposits have that an owner approves.
struct ManualDetails {
  std::string reference;  // what the customer writes into the transfer
  std::optional<std::string> receipt_file_id;
  std::optional<std::string> receipt_hash;
  std::optional<base::Timestamp> submitted_at;  // the customer says that they have paid
  std::optional<std::int64_t> decided_by;       // an owner's Telegram id
  std::string decided_as;                       // "owner:7", "web:admin"
  std::string reason;                           // of a rejection
};

// What only payments in Telegram Stars have.
struct StarDetails {
  std::string charge_id;
  std::int64_t stars = 0;
};

using DepositDetails = std::variant<ChainDetails, ManualDetails, StarDetails>;

struct Deposit {
  std::int64_t id = 0;
  std::int64_t user_id = 0;
  DepositMethod method = DepositMethod::btc;
  base::Money amount;  // zero until a rate is known
  DepositStatus status = DepositStatus::pending;
  base::Timestamp created_at;  // first sight, or the request
  std::optional<base::Timestamp> completed_at;
  int times_credited = 0;  // a chain may take it and bring it again
  DepositDetails details;  // of the method's family

  // REQUIRES: the method is of that family.
  const ChainDetails& chain() const { return std::get<ChainDetails>(details); }
  ChainDetails& chain() { return std::get<ChainDetails>(details); }
  const ManualDetails& manual() const { return std::get<ManualDetails>(details); }
  ManualDetails& manual() { return std::get<ManualDetails>(details); }
  const StarDetails& stars() const { return std::get<StarDetails>(details); }
  StarDetails& stars() { return std::get<StarDetails>(details); }

  // For what is shown of any deposit; what another family has is empty.
  ManualDetails manual_or_none() const;
  StarDetails stars_or_none() const;
};

// From this worth on, a deposit needs that many confirmations.
struct ConfirmationRule {
  base::Money from;
  int confirmations = 1;

  friend bool operator==(const ConfirmationRule&, const ConfirmationRule&) = default;
};

// What the owner has set for deposits of one method.
struct DepositRules {
  base::Percent commission;  // of each completed deposit, to the referrer
  base::Money min;           // smaller coin deposits are added up until they reach it
  std::vector<ConfirmationRule> confirmations;  // coins; ascending, the first from 0
};

// What booking a deposit to its customer did, for the log lines that operators search for.
struct DepositCredit {
  std::int64_t deposit_id = 0;
  std::int64_t user_id = 0;
  DepositMethod method = DepositMethod::btc;
  std::int64_t amount_sat = 0;  // coins
  base::Money amount;
  base::Money commission;                   // zero: nobody got one
  std::optional<std::int64_t> referrer_id;  // who got it
  std::optional<std::int64_t> commission_transfer_id = {};
};

// What was taken back from the customer, and from the referrer.
struct DepositReversal {
  std::int64_t deposit_id = 0;
  std::int64_t user_id = 0;
  std::optional<std::int64_t> referrer_id;
  std::optional<std::int64_t> commission_transfer_id;
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
std::optional<DepositCredit> complete_deposit(db::Tx& tx, const Deposit& deposit,
                                              base::Percent commission, const Actor& actor,
                                              base::Timestamp now);

// The same, but nobody is told yet: tell_credited does.
std::optional<DepositCredit> credit_deposit(db::Tx& tx, const Deposit& deposit,
                                            base::Percent commission, const Actor& actor,
                                            base::Timestamp now);
void tell_credited(db::Tx& tx, const DepositCredit& credit, base::Timestamp now);

// Takes back what complete_deposit gave, from both, whatever they have spent: a balance may become
// a debt, which later deposits pay first. Both are told (deposit_reversed, commission_reversed).
// REQUIRES: the row is locked and completed.
void reverse_deposit(db::Tx& tx, const Deposit& deposit, const Actor& actor, base::Timestamp now);

// The same, but nobody is told yet: tell_reversed does.
DepositReversal take_deposit_back(db::Tx& tx, const Deposit& deposit, const Actor& actor,
                                  base::Timestamp now);
void tell_reversed(db::Tx& tx, const DepositReversal& reversal, base::Timestamp now);

}  // namespace shop
