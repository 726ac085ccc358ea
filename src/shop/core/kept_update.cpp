#include "shop/core/kept_update.h"

#include <algorithm>

#include <fmt/format.h>

#include "db/core/columns.h"

namespace shop {
namespace {

constexpr std::chrono::seconds kFirstPause{10};
constexpr std::chrono::seconds kLongestPause{3600};

std::chrono::seconds pause_after(int attempts) {
  auto pause = kFirstPause;
  for (int i = 1; i < attempts && pause < kLongestPause; ++i) {
    pause *= 2;
  }
  return std::min(pause, kLongestPause);
}

}  // namespace

void keep_update(db::Tx& tx, std::string_view body, base::Timestamp now) {
  const auto kept = tx.one<std::int64_t>("SELECT COUNT(*) FROM kept_updates WHERE body = $1", body);
  if (kept == 0) {
    tx.execute("INSERT INTO kept_updates (body, kept_at, due_at) VALUES ($1, $2, $2)", body, now);
  }
}

std::vector<KeptUpdate> due_updates(db::Tx& tx, base::Timestamp now, int limit) {
  return tx.all<KeptUpdate>(
      fmt::format("SELECT {} FROM kept_updates WHERE due_at <= $1 ORDER BY due_at, id LIMIT $2",
                  db::columns<KeptUpdate>()),
      now, limit);
}

void put_off_update(db::Tx& tx, const KeptUpdate& update, base::Timestamp now) {
  const int attempts = update.attempts + 1;
  tx.execute("UPDATE kept_updates SET attempts = $2, due_at = $3 WHERE id = $1", update.id,
             attempts, now + pause_after(attempts));
}

void forget_kept_update(db::Tx& tx, std::int64_t id) {
  tx.execute("DELETE FROM kept_updates WHERE id = $1", id);
}

std::int64_t count_unbooked_updates(db::Tx& tx) {
  return tx.one<std::int64_t>("SELECT COUNT(*) FROM kept_updates WHERE attempts > 0");
}

}  // namespace shop
