#include "shop/core/acts/audit_reading.h"

#include <utility>

#include <fmt/format.h>

#include "db/core/columns.h"
#include "shop/core/acts/actor.h"
#include "shop/core/conditions.h"

namespace shop {
namespace {

void require_actor(Conditions& conditions, const AuditFilter& filter) {
  if (filter.staff_id) {
    const auto as = [&](Role role) {
      return conditions.parameter(to_value(Actor::staff(role, *filter.staff_id)));
    };
    conditions.require(fmt::format("actor IN ({}, {}, {})", as(Role::support), as(Role::manager),
                                   as(Role::owner)));
  }
  if (filter.is_of_web) {
    // All that begin with "web:" and so on; ranges, so that the index serves.
    conditions.require(
        "((actor >= 'web:' AND actor < 'web;') OR (actor >= 'owner_key:' AND actor < 'owner_key;') "
        "OR (actor >= 'manager_key:' AND actor < 'manager_key;') "
        "OR (actor >= 'support_key:' AND actor < 'support_key;'))");
  }
  if (filter.is_of_cli) {
    conditions.require("actor = 'cli'");
  }
  conditions.require_equal("actor", filter.actor);
}

void require_all(Conditions& conditions, const AuditFilter& filter) {
  require_actor(conditions, filter);
  conditions.require_equal("subject", filter.subject);
  conditions.require_within("created_at", filter.from, filter.until);
}

}  // namespace

Slice<AuditRecord> read_audit_log(db::Tx& tx, const AuditFilter& filter,
                                  std::optional<std::int64_t> before, int limit) {
  const Page page{.offset = 0, .limit = limit};
  Conditions conditions(tx);
  require_all(conditions, filter);
  if (before) {
    conditions.require("id < " + conditions.parameter(db::to_value(*before)));
  }
  const auto rows = conditions.parameter(db::to_value(rows_for(page)));
  return slice_of(
      tx.all_with<AuditRecord>(fmt::format("SELECT {} FROM audit_log{} ORDER BY id DESC LIMIT {}",
                                           db::columns<AuditRecord>(), conditions.where(), rows),
                               conditions.values()),
      page);
}

std::optional<ListRows<AuditRecord>> audit_rows(db::Tx& tx, const AuditFilter& filter,
                                                const ListOrder<AuditSort>& order,
                                                const ListPart& part) {
  Conditions conditions(tx);
  require_all(conditions, filter);
  const auto columns = db::columns<AuditRecord>();
  return list_rows<AuditRecord>(
      tx, {.columns = columns.text(), .from = "audit_log", .alias = "audit_log"},
      std::move(conditions), order, part);
}

}  // namespace shop
