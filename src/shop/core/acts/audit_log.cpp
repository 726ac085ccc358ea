#include "shop/core/acts/audit_log.h"

namespace shop {

void write_entry(db::Tx& tx, const Actor& actor, std::string_view action, const AuditEntry& entry,
                 base::Timestamp now) {
  tx.execute_later(
      "INSERT INTO audit_log (actor, action, subject, details, created_at) "
      "VALUES ($1, $2, $3, $4, $5)",
      actor, action, entry.subject, entry.details, now);
}

}  // namespace shop
