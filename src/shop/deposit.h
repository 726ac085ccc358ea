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
#include "db/tx.h"
#include "shop/page.h"

namespace shop {

enum class DepositMethod { btc, ltc, blik, bank, stars };
BOOST_DESCRIBE_ENUM(DepositMethod, btc, ltc, blik, bank, stars)

enum class DepositStatus {
  pending,    // seen, requested, or below the minimum
  completed,  // credited
  replaced,   // a coin transaction that is neither in a block nor waiting for one any more
  reversed,   // was credited; the chain took it back, or the owner paid it back
  rejected,   // by an administrator
  expired,    // nobody decided in time
};
BOOST_DESCRIBE_ENUM(DepositStatus, pending, completed, replaced, reversed, rejected, expired)

// A row of `deposits`. What a method does not have is empty or zero.
struct Deposit {
  std::int64_t id = 0;
  std::int64_t user_id = 0;
  DepositMethod method = DepositMethod::btc;
  base::Money amount;  // zero until a rate is known
  DepositStatus status = DepositStatus::pending;
  std::optional<std::string> tx_hash;        // a transaction's id; Stars: the charge id
  std::optional<std::int32_t> output_index;  // coins
  std::int64_t amount_sat = 0;               // coins
  std::optional<std::int64_t> block_height;  // coins, while it is in a block
  int confirmations_needed = 0;              // coins
  std::optional<std::string> reference;      // BLIK, bank transfer: what the customer writes
  std::optional<std::string> receipt_file_id;
  std::optional<std::int64_t> decided_by;  // an administrator
  std::string reason;                      // of a rejection
  base::Timestamp created_at;
  std::optional<base::Timestamp> completed_at;
};
BOOST_DESCRIBE_STRUCT(Deposit, (),
                      (id, user_id, method, amount, status, tx_hash, output_index, amount_sat,
                       block_height, confirmations_needed, reference, receipt_file_id, decided_by,
                       reason, created_at, completed_at))

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

std::optional<Deposit> find_deposit(db::Tx& tx, std::int64_t id);

// Newest first.
Slice<Deposit> deposits_of(db::Tx& tx, std::int64_t user_id, Page page);

// Credits the customer and pays the referrer's commission, rounded half up, in two transfers; both
// are told. Writes no more than that for a deposit that is completed already.
// REQUIRES: the deposit's row is locked, its amount is above zero.
void complete_deposit(db::Tx& tx, const Deposit& deposit, base::Percent commission,
                      base::Timestamp now);

// Takes back what complete_deposit gave, from both, whatever they have spent: a balance may become
// a debt, which later deposits pay first. Both are told. REQUIRES: the row is locked and completed.
void reverse_deposit(db::Tx& tx, const Deposit& deposit, std::string_view actor,
                     base::Timestamp now);

}  // namespace shop
