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
    // All that begin with "web:"; a range, so that the index serves.
    conditions.require("actor >= 'web:' AND actor < 'web;'");
  }
  if (filter.is_of_cli) {
    conditions.require("actor = 'cli'");
  }
}

}  // namespace

Slice<AuditRecord> read_audit_log(db::Tx& tx, const AuditFilter& filter,
                                  std::optional<std::int64_t> before, int limit) {
  const Page page{.offset = 0, .limit = limit};
  Conditions conditions(tx);
  require_actor(conditions, filter);
  conditions.require_equal("subject", filter.subject);
  if (filter.from) {
    conditions.require("created_at >= " + conditions.parameter(db::to_value(*filter.from)));
  }
  if (filter.until) {
    conditions.require("created_at < " + conditions.parameter(db::to_value(*filter.until)));
  }
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

}  // namespace shop
