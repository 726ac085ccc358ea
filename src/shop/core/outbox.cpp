#include "shop/core/outbox.h"

#include <algorithm>

#include <fmt/format.h>

#include "shop/core/sql.h"

namespace shop {

void enqueue(db::Tx& tx, const Notice& notice, base::Timestamp now) {
  tx.execute_later(
      "INSERT INTO outbox (user_id, kind, payload, subject_id, created_at, due_at) "
      "VALUES ($1, $2, $3, $4, $5, $5)",
      notice.user_id, notice.kind, notice.payload, notice.subject_id, now);
  tx.announce();
}

// Locking the oldest notice of a chat locks the chat: no other transaction can see another notice
// as the oldest until that one is finished. A chat with any notice that is not due yet is claimed
// or postponed. That need not be its oldest notice: of two transactions that enqueue for one
// customer at once, the one with the newer notice may commit first.
//
// By PostgreSQL's statistics almost nothing is waiting, so any index looks as good as another. The
// inner ORDER BY leaves only idx_outbox_chat for the notices of a chat, and there is no join: a
// plan that scans all waiting notices for each chat takes a second where this takes a millisecond.
std::vector<ClaimedNotice> claim(db::Tx& tx, base::Timestamp now, int limit,
                                 const Claimer& claimer) {
  const auto chats = tx.all<std::int64_t>(
      fmt::format("SELECT o.user_id FROM outbox o WHERE o.status = 'waiting' AND o.due_at <= $1 "
                  "AND o.id = (SELECT CASE WHEN max(e.due_at) <= $1 THEN min(e.id) END FROM ("
                  "SELECT w.id, w.due_at FROM outbox w WHERE w.status = 'waiting' "
                  "AND w.user_id = o.user_id ORDER BY w.user_id, w.id) AS e) "
                  "ORDER BY o.due_at LIMIT $2{}",
                  tx.for_update_skip_locked()),
      now, limit);
  if (chats.empty()) {
    return {};
  }
  auto claimed = tx.all<ClaimedNotice>(
      fmt::format("UPDATE outbox SET due_at = $3, claimed_by = $4, attempts = attempts + 1 "
                  "WHERE status = 'waiting' AND due_at <= $2 AND user_id {} "
                  "RETURNING id, kind, user_id, payload, attempts, created_at",
                  sql::in_ids(tx)),
      sql::ids_text(tx, chats), now, now + claimer.lease, claimer.name);
  std::ranges::sort(claimed, {}, &ClaimedNotice::id);
  return claimed;
}

std::vector<std::string> claimers(db::Tx& tx) {
  return tx.all<std::string>(
      "SELECT DISTINCT claimed_by FROM outbox WHERE status = 'waiting' AND claimed_by <> ''");
}

void release_claims(db::Tx& tx, std::string_view claimer, base::Timestamp now) {
  tx.execute(
      "UPDATE outbox SET due_at = $2, claimed_by = '' WHERE status = 'waiting' AND claimed_by = $1",
      claimer, now);
}

void mark_sent(db::Tx& tx, std::span<const std::int64_t> ids, base::Timestamp now) {
  tx.execute(fmt::format("UPDATE outbox SET status = 'sent', finished_at = $2 "
                         "WHERE status = 'waiting' AND id {}",
                         sql::in_ids(tx)),
             sql::ids_text(tx, ids), now);
}

void retry_later(db::Tx& tx, std::int64_t id, base::Timestamp when, std::string_view error) {
  tx.execute("UPDATE outbox SET error = $2 WHERE id = $1", id, error);
  tx.execute(
      "UPDATE outbox SET due_at = $2, claimed_by = '' WHERE status = 'waiting' AND id >= $1 "
      "AND user_id = (SELECT o.user_id FROM outbox o WHERE o.id = $1)",
      id, when);
}

void give_up(db::Tx& tx, std::int64_t id, std::string_view error, base::Timestamp now) {
  tx.execute(
      "UPDATE outbox SET status = 'given_up', error = $2, finished_at = $3 "
      "WHERE id = $1 AND status = 'waiting'",
      id, error, now);
}

std::int64_t withdraw(db::Tx& tx, std::string_view kind, std::int64_t user_id,
                      std::int64_t subject_id) {
  return tx.execute(
      "DELETE FROM outbox WHERE status = 'waiting' AND user_id = $1 AND kind = $2 "
      "AND subject_id = $3 AND claimed_by = ''",
      user_id, kind, subject_id);
}

std::optional<base::Timestamp> next_due(db::Tx& tx) {
  return tx.one<std::optional<base::Timestamp>>(
      "SELECT min(due_at) FROM outbox WHERE status = 'waiting'");
}

std::int64_t prune_outbox(db::Tx& tx, base::Timestamp before) {
  return tx.execute(
      "DELETE FROM outbox WHERE status <> 'waiting' AND finished_at < $1 "
      "AND kind NOT IN ('delivery_photo', 'delivery_location', 'delivery_text')",
      before);
}

}  // namespace shop
