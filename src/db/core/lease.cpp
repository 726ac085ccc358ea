#include "db/core/lease.h"

namespace db {

bool take_lease(Tx& tx, std::string_view name, std::string_view holder, base::Timestamp now,
                std::chrono::seconds term) {
  return tx.execute(
             "INSERT INTO leases (name, holder, expires_at) VALUES ($1, $2, $3)"
             " ON CONFLICT (name) DO UPDATE"
             " SET holder = excluded.holder, expires_at = excluded.expires_at"
             " WHERE leases.holder = excluded.holder OR leases.expires_at <= $4",
             name, holder, base::Timestamp(now + term), now) == 1;
}

std::optional<std::string> lease_holder(Tx& tx, std::string_view name) {
  return tx.first<std::string>("SELECT holder FROM leases WHERE name = $1", name);
}

void release_lease(Tx& tx, std::string_view name, std::string_view holder) {
  tx.execute("DELETE FROM leases WHERE name = $1 AND holder = $2", name, holder);
}

}  // namespace db
