// Reading the audit log.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <string>

#include "base/clock.h"
#include "db/core/tx.h"
#include "shop/core/list.h"
#include "shop/core/page.h"

namespace shop {

struct AuditRecord {
  std::int64_t id = 0;
  std::string actor;    // see actor.h
  std::string action;   // the name of an Act
  std::string subject;  // "user:5"
  std::string details;  // JSON text, or ""
  base::Timestamp created_at;
};
BOOST_DESCRIBE_STRUCT(AuditRecord, (), (id, actor, action, subject, details, created_at))

// All that is given must fit.
struct AuditFilter {
  std::optional<std::int64_t> staff_id = {};  // in the bot, in whatever role
  bool is_of_web = false;                     // over the HTTP API
  bool is_of_cli = false;                     // on the command line
  std::optional<std::string> actor = {};      // exactly that: "owner:7", "web:admin"
  std::optional<std::string> subject = {};
  std::optional<base::Timestamp> from = {};
  std::optional<base::Timestamp> until = {};  // not included
};

// Newest first: those before the entry `before`, or from the newest on.
Slice<AuditRecord> read_audit_log(db::Tx& tx, const AuditFilter& filter,
                                  std::optional<std::int64_t> before, int limit);

enum class AuditSort { id };
BOOST_DESCRIBE_ENUM(AuditSort, id)

// The same in parts (list.h). Empty: `part.after` is unknown.
std::optional<ListRows<AuditRecord>> audit_rows(db::Tx& tx, const AuditFilter& filter,
                                                const ListOrder<AuditSort>& order,
                                                const ListPart& part);

}  // namespace shop
