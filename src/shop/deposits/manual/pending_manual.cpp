#include "shop/deposits/manual/pending_manual.h"

#include <fmt/format.h>

#include "db/core/columns.h"
#include "shop/customers/alert_topic.h"
#include "shop/deposits/deposit_row.h"
#include "shop/deposits/manual/manual_review.h"

namespace shop {
namespace {

std::string is_pending() {
  return fmt::format("method IN {} AND status = 'pending'", methods_sql(DepositFamily::manual));
}

// Those of which another process has hold are left to it.
std::vector<Deposit> lock_pending(db::Tx& tx, std::string_view condition, base::Timestamp before) {
  return all_deposits(
      tx,
      fmt::format("SELECT {} FROM deposits WHERE {} AND {} ORDER BY id{}",
                  db::columns<DepositRow>(), is_pending(), condition, tx.for_update_skip_locked()),
      before);
}

}  // namespace

Slice<Deposit> pending_manual(db::Tx& tx, Page page) {
  return slice_of(
      all_deposits(tx,
                   fmt::format("SELECT {} FROM deposits WHERE {} ORDER BY submitted_at IS NULL, "
                               "COALESCE(submitted_at, created_at), id LIMIT $1 OFFSET $2",
                               db::columns<DepositRow>(), is_pending()),
                   rows_for(page), page.offset),
      page);
}

std::int64_t count_pending_manual(db::Tx& tx) {
  return tx.one<std::int64_t>(fmt::format(
      "SELECT count(*) FROM deposits WHERE {} AND submitted_at IS NOT NULL", is_pending()));
}

std::optional<Deposit> newest_pending_manual(db::Tx& tx, std::int64_t user_id) {
  return first_deposit(
      tx,
      fmt::format("SELECT {} FROM deposits WHERE user_id = $1 AND {} ORDER BY id DESC LIMIT 1",
                  db::columns<DepositRow>(), is_pending()),
      user_id);
}

int remind_of_pending(db::Tx& tx, std::span<const std::int64_t> owner_ids, base::Timestamp now) {
  for (const auto& deposit :
       lock_pending(tx,
                    "submitted_at <= $1 AND NOT EXISTS (SELECT 1 FROM deposit_messages m "
                    "WHERE m.deposit_id = deposits.id AND m.user_id <> deposits.user_id)",
                    now - std::chrono::hours(1))) {
    ask_owners(tx, deposit, owner_ids, now);
  }
  const auto deposits =
      lock_pending(tx, "reminded_at IS NULL AND submitted_at <= $1", now - kReviewReminder);
  for (const auto& deposit : deposits) {
    tx.execute_later("UPDATE deposits SET reminded_at = $2 WHERE id = $1", deposit.id, now);
    for (const auto person : who_hears(tx, AlertTopic::deposit_waiting, owner_ids)) {
      if (person != deposit.user_id) {
        enqueue(tx, kDepositReminder, person, {deposit.id}, now);
      }
    }
  }
  return static_cast<int>(deposits.size());
}

int expire_pending(db::Tx& tx, base::Timestamp now) {
  const auto deposits =
      lock_pending(tx, "COALESCE(submitted_at, created_at) <= $1", now - kManualLifetime);
  for (const auto& deposit : deposits) {
    tx.execute_later("UPDATE deposits SET status = 'expired' WHERE id = $1", deposit.id);
    enqueue(tx, kDepositExpired, deposit.user_id, {deposit.id}, now);
    tell_owners(tx, deposit, kDepositDecided, now);
  }
  return static_cast<int>(deposits.size());
}

}  // namespace shop
