// Money for a test's customer.
#pragma once

#include <cstdint>
#include <string>

#include "shop/money/ledger.h"

namespace shop {

// Posts money to a customer without the notice that an adjustment sends. REQUIRES: called once for
// each customer.
inline void give_without_notice(db::Tx& tx, std::int64_t user_id, base::Money amount,
                                base::Timestamp now) {
  const Transfer gift{.kind = TransferKind::adjustment,
                      .key = "test gift " + std::to_string(user_id),
                      .lines = {{LedgerAccount::customer, user_id, amount},
                                {LedgerAccount::adjustments, std::nullopt, -amount}},
                      .note = "test"};
  post(tx, gift, now).value();
}

}  // namespace shop
