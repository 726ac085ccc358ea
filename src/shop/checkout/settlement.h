// Takes the next step of each checkout that waits.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/clock.h"
#include "db/core/tx.h"
#include "shop/checkout/checkout_rules.h"

namespace shop {

// The checkouts for which something is to be done now, the oldest first. Only reads; costs one
// statement when none waits, else three for every hundred that do.
std::vector<std::int64_t> due_checkouts(db::Tx& tx, const HoldTimes& times, base::Timestamp now);

// Takes its next step, in the transaction, and returns it; `wait` when there is none, or when
// another transaction is taking it. A purchase is that of purchase.h, whose buyer is sent the
// receipt; what ends without one although it was paid is told with kCheckoutEnded.
CheckoutStep settle_checkout(db::Tx& tx, std::int64_t id, const HoldTimes& times,
                             base::Timestamp now);

}  // namespace shop
