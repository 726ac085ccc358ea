// The audit log: what owners and programs changed, who did it and when.
#pragma once

#include <string>

#include "base/clock.h"
#include "db/core/tx.h"
#include "shop/core/acts/actor.h"

namespace shop {

struct AuditEntry {
  Actor actor;
  std::string action;   // "adjust", "set_discount", "import_products", …
  std::string subject;  // "user:5", "product:9"
  std::string details;  // JSON text or ""; no secrets
};

void record(db::Tx& tx, const AuditEntry& entry, base::Timestamp now);

}  // namespace shop
