#include "shop/core/update_log.h"

namespace shop {

bool mark_update_seen(db::Tx& tx, std::int64_t update_id, base::Timestamp now) {
  return tx.execute(
             "INSERT INTO seen_updates (update_id, seen_at) VALUES ($1, $2) ON CONFLICT DO NOTHING",
             update_id, now) == 1;
}

std::int64_t forget_old_updates(db::Tx& tx, base::Timestamp now) {
  return tx.execute("DELETE FROM seen_updates WHERE seen_at < $1", now - kUpdateMemory);
}

}  // namespace shop
