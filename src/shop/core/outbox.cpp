#include "shop/core/outbox.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "shop/core/sql.h"

namespace shop {
namespace {

constexpr std::array<std::string_view, 4> kDeliveries{"order_done", "delivery_photo",
                                                      "delivery_location", "delivery_text"};

// As a list in SQL: the condition of idx_outbox_deliveries.
std::string deliveries_sql() { return fmt::format("('{}')", fmt::join(kDeliveries, "', '")); }

// Locking the oldest notice of a chat locks the chat: no other transaction can see another notice
// as the oldest until that one is finished. A chat with any notice that is not due yet is claimed
// or postponed. That need not be its oldest notice: of two transactions that enqueue for one
// customer at once, the one with the newer notice may commit first.
//
// By PostgreSQL's statistics almost nothing is waiting, so any index looks as good as another. The
// inner ORDER BY leaves only idx_outbox_chat for the notices of a chat, and there is no join: a
// plan that scans all waiting notices for each chat takes a second where this takes a millisecond.
// The CASE has a chat's notices read once, not once for each of them.
std::string due_chats(const db::Tx& tx, std::string_view condition) {
  constexpr std::string_view kOfChat =
      "FROM outbox w WHERE w.status = 'waiting' AND w.user_id = o.user_id "
      "ORDER BY w.user_id, w.id";
  return fmt::format(
      "SELECT o.user_id FROM outbox o WHERE {0}o.status = 'waiting' AND o.due_at <= $2 "
      "AND CASE WHEN o.id = (SELECT w.id {1} LIMIT 1) "
      "THEN (SELECT max(e.due_at) FROM (SELECT w.due_at {1}) AS e) <= $2 ELSE false END "
      "ORDER BY o.due_at LIMIT $3{2}",
      condition, kOfChat, tx.for_update_skip_locked());
}

// The chats to which something is delivered, and then those that wait longest.
std::vector<std::int64_t> chats_to_claim(db::Tx& tx, base::Timestamp now, int limit) {
  const auto receivers = tx.all<std::int64_t>(
      fmt::format("SELECT DISTINCT user_id FROM outbox WHERE status = 'waiting' AND kind IN {} "
                  "AND due_at <= $1 LIMIT $2",
                  deliveries_sql()),
      now, limit);
  std::vector<std::int64_t> chats;
  if (!receivers.empty()) {
    chats = tx.all<std::int64_t>(due_chats(tx, fmt::format("o.user_id {} AND ", sql::in_ids(tx))),
                                 sql::ids_text(tx, receivers), now, limit);
  }
  const auto others = limit - static_cast<int>(chats.size());
  if (others > 0) {
    std::ranges::move(
        tx.all<std::int64_t>(due_chats(tx, fmt::format("NOT o.user_id {} AND ", sql::in_ids(tx))),
                             sql::ids_text(tx, chats), now, others),
        std::back_inserter(chats));
  }
  return chats;
}

// In their order; but in a chat where more may wait, its deliveries first.
void sort_claimed(std::vector<ClaimedNotice>& claimed) {
  std::map<std::int64_t, int> others;
  for (const auto& notice : claimed) {
    others[notice.user_id] += is_delivery(notice.kind) ? 0 : 1;
  }
  std::ranges::sort(claimed, {}, [&](const ClaimedNotice& notice) {
    const bool may_wait = !is_delivery(notice.kind) && others[notice.user_id] >= kNoticesAtOnce;
    return std::pair(may_wait, notice.id);
  });
}

}  // namespace

void enqueue(db::Tx& tx, const Notice& notice, base::Timestamp now) {
  tx.execute_later(
      "INSERT INTO outbox (user_id, kind, payload, subject_id, created_at, due_at) "
      "VALUES ($1, $2, $3, $4, $5, $5)",
      notice.user_id, notice.kind, notice.payload, notice.subject_id, now);
  tx.announce();
}

bool is_delivery(std::string_view kind) {
  return std::ranges::find(kDeliveries, kind) != kDeliveries.end();
}

std::vector<ClaimedNotice> claim(db::Tx& tx, base::Timestamp now, int limit,
                                 const Claimer& claimer) {
  const auto chats = chats_to_claim(tx, now, limit);
  if (chats.empty()) {
    return {};
  }
  const auto deliveries = deliveries_sql();
  auto claimed = tx.all<ClaimedNotice>(
      fmt::format("UPDATE outbox SET due_at = $3, claimed_by = $4, attempts = attempts + 1 "
                  "WHERE status = 'waiting' AND due_at <= $2 AND user_id {0} AND (kind IN {1} "
                  "OR id IN (SELECT p.id FROM (SELECT w.id, row_number() OVER "
                  "(PARTITION BY w.user_id ORDER BY w.id) AS place FROM outbox w "
                  "WHERE w.status = 'waiting' AND w.user_id {0} AND w.kind NOT IN {1}) AS p "
                  "WHERE p.place <= {2})) "
                  "RETURNING id, kind, user_id, payload, attempts, created_at",
                  sql::in_ids(tx), deliveries, kNoticesAtOnce),
      sql::ids_text(tx, chats), now, now + claimer.lease, claimer.name);
  sort_claimed(claimed);
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
      "UPDATE outbox SET due_at = $2, claimed_by = '' WHERE status = 'waiting' "
      "AND user_id = (SELECT o.user_id FROM outbox o WHERE o.id = $1) "
      "AND (id >= $1 OR claimed_by = (SELECT o.claimed_by FROM outbox o WHERE o.id = $1))",
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
