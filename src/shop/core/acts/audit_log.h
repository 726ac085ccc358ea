// The audit log: what owners, staff and programs changed, who did it and when.
#pragma once

#include <string>
#include <string_view>

#include "base/clock.h"
#include "db/core/tx.h"
#include "shop/core/acts/permit.h"
#include "shop/core/enum_text.h"

namespace shop {

struct AuditEntry {
  std::string subject;  // "user:5", "product:9"
  std::string details;  // JSON text, or "": what it was before and is now, and why; no secrets
};

// Used by record() only.
void write_entry(db::Tx& tx, const Actor& actor, std::string_view action, const AuditEntry& entry,
                 base::Timestamp now);

// The act as it was done by who holds the permit.
template <Act act>
void record(db::Tx& tx, const Permit<act>& permit, const AuditEntry& entry, base::Timestamp now) {
  write_entry(tx, permit.actor(), text_of(act), entry, now);
}

}  // namespace shop
