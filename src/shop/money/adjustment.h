// Corrections of a balance by an owner.
#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <optional>
#include <string>

#include "base/clock.h"
#include "base/money.h"
#include "db/core/tx.h"
#include "shop/core/acts/permit.h"

namespace shop {

// The longest reason in UTF-16 units, chosen to fit the bot's screens.
inline constexpr std::size_t kMaxAdjustmentReason = 500;

struct Adjustment {
  std::int64_t user_id = 0;
  base::Money amount;  // negative: a charge
  std::string reason;
  std::string idempotency_key;
  // The balance that was shown before it was confirmed; another one refuses the adjustment.
  std::optional<base::Money> shown_balance = {};
};

struct Adjusted {
  std::int64_t transfer_id = 0;
  base::Money balance;  // right after the adjustment
  bool is_repeat = false;
};

enum class AdjustRefusal {
  unknown_customer,
  zero_amount,
  no_reason,
  long_reason,
  no_key,
  not_enough_money,  // the balance would be below zero
  too_much_money,    // the balance would be more than its column holds
  balance_changed,   // it is not the one that was shown
  key_conflict,      // the key was used for another customer, amount or reason
};

// Moves the money, notifies the customer (notice `adjustment`) and writes the audit log. Repeating
// a key with the same content returns the first result and changes nothing.
std::expected<Adjusted, AdjustRefusal> adjust(db::Tx& tx, const Adjustment& adjustment,
                                              const Permit<Act::adjust>& permit,
                                              base::Timestamp now);

}  // namespace shop
