// What the staff and programs did.
#include <boost/describe.hpp>
#include <optional>
#include <string>

#include "shop/core/acts/audit_reading.h"
#include "web/api/operations.h"
#include "web/operation/list.h"

namespace web {
namespace {

struct AuditView {
  std::int64_t id = 0;
  std::string actor;
  std::string action;
  std::string subject;
  std::string details;
  base::Timestamp created_at;
};
BOOST_DESCRIBE_STRUCT(AuditView, (), (id, actor, action, subject, details, created_at))

struct AuditQuery : ListParameters {
  std::optional<Sort<shop::AuditSort>> sort;
  std::optional<std::string> actor;
  std::optional<std::string> subject;
  std::optional<DayOrMoment> from;
  std::optional<DayOrMoment> to;
};
BOOST_DESCRIBE_STRUCT(AuditQuery, (ListParameters), (sort, actor, subject, from, to))

Outcome<List<AuditView>> list_acts(db::Tx& tx,
                                   const Call<shop::Act::see_audit_log, AuditQuery>& call) {
  const auto& asked = call.parameters;
  const auto part = part_of(asked);
  if (!part) {
    return std::unexpected(part.error());
  }
  const shop::AuditFilter filter{.actor = asked.actor,
                                 .subject = asked.subject,
                                 .from = first_moment(asked.from, call.context.zone),
                                 .until = last_moment(asked.to, call.context.zone)};
  return list_of<AuditView>(shop::audit_rows(
      tx, filter, order_of(asked.sort, {.column = shop::AuditSort::id, .is_descending = true}),
      *part));
}

}  // namespace

void add_audit_log_operations(Api& api) {
  api.read({.method = "GET",
            .path = "/api/audit-log",
            .id = "listAuditLog",
            .subject = "Audit log",
            .summary = "Lists what the staff and programs did.",
            .notes = {{"actor", "Who did it: `owner:7`, `manager:8`, `web:admin`, `cli`."},
                      {"subject", "To what: `user:5`, `product:9`, `deposit:3`."},
                      {"details", "JSON: what it was before and is now, and why."},
                      {"from", "Done then or later."},
                      {"to", "Done before then, or on that day."}}},
           &list_acts);
}

}  // namespace web
