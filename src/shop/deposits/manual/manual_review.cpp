#include "shop/deposits/manual/manual_review.h"

#include <chrono>

#include <fmt/format.h>

#include "db/core/columns.h"
#include "shop/customers/alert_topic.h"
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
  const auto others = tx.one<std::int64_t>(
      "SELECT count(DISTINCT d.id) FROM deposits d JOIN deposit_messages m ON m.deposit_id = d.id "
      "AND m.user_id <> d.user_id WHERE d.user_id = $1 AND d.id <> $2 AND d.submitted_at > $3",
      deposit.user_id, deposit.id, now - std::chrono::hours(1));
  if (others >= kMaxReviewsAnHour) {
    return;
  }
  for (const auto person : who_hears(tx, AlertTopic::deposit_waiting, owner_ids)) {
    if (person == deposit.user_id) {
      continue;
    }
    tx.execute_later(
        "INSERT INTO deposit_messages (deposit_id, user_id) VALUES ($1, $2) ON CONFLICT DO NOTHING",
        deposit.id, person);
    enqueue(tx, kDepositReview, person, {deposit.id}, now);
  }
}

void withdraw_reviews(db::Tx& tx, const Deposit& deposit, base::Timestamp now) {
  withdraw(tx, kDepositReceipt.name, deposit.user_id, deposit.id);
  for (const auto& message : deposit_messages(tx, deposit.id)) {
    if (message.user_id == deposit.user_id) {
      continue;
    }
    const auto unread = withdraw(tx, kDepositReview.name, message.user_id, deposit.id);
    withdraw(tx, kDepositReminder.name, message.user_id, deposit.id);
    if (unread > 0 && !message.message_id) {
      tx.execute("DELETE FROM deposit_messages WHERE deposit_id = $1 AND user_id = $2", deposit.id,
                 message.user_id);
    } else {
      enqueue(tx, kDepositDecided, message.user_id, {deposit.id}, now);
    }
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
