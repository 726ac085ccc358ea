#include "shop/deposits/manual/manual_review.h"

#include <fmt/format.h>

#include "db/core/columns.h"
#include "shop/deposits/deposit_row.h"
#include "shop/deposits/manual/review_message.h"

namespace shop {

std::optional<Deposit> lock_manual(db::Tx& tx, std::int64_t deposit_id) {
  return first_deposit(
      tx,
      fmt::format("SELECT {} FROM deposits WHERE id = $1 AND method IN {}{}",
                  db::columns<DepositRow>(), methods_sql(DepositFamily::manual), tx.for_update()),
      deposit_id);
}

void ask_owners(db::Tx& tx, const Deposit& deposit, std::span<const std::int64_t> owner_ids,
                base::Timestamp now) {
  for (const auto owner_id : owner_ids) {
    if (owner_id == deposit.user_id) {
      continue;
    }
    tx.execute_later(
        "INSERT INTO deposit_messages (deposit_id, user_id) VALUES ($1, $2) ON CONFLICT DO NOTHING",
        deposit.id, owner_id);
    enqueue(tx, kDepositReview, owner_id, {deposit.id}, now);
  }
}

void tell_owners(db::Tx& tx, const Deposit& deposit, DepositNoticeKind kind, base::Timestamp now) {
  for (const auto& message : deposit_messages(tx, deposit.id)) {
    if (message.user_id != deposit.user_id) {
      enqueue(tx, kind, message.user_id, {deposit.id}, now);
    }
  }
}

}  // namespace shop
