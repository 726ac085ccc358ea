#include "shop/core/acts/audit_log.h"

namespace shop {

void record(db::Tx& tx, const AuditEntry& entry, base::Timestamp now) {
  tx.execute_later(
      "INSERT INTO audit_log (actor, action, subject, details, created_at) "
      "VALUES ($1, $2, $3, $4, $5)",
      entry.actor, entry.action, entry.subject, entry.details, now);
}

}  // namespace shop
