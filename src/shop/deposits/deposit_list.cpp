#include "shop/deposits/deposit_list.h"

#include <utility>

#include <fmt/format.h>

#include "db/core/columns.h"
#include "shop/core/conditions.h"
#include "shop/core/enum_text.h"

namespace shop {

std::optional<ListRows<DepositEntry>> deposit_rows(db::Tx& tx, const DepositFilter& filter,
                                                   const ListOrder<DepositSort>& order,
                                                   const ListPart& part) {
  Conditions conditions(tx);
  conditions.require_equal("d.method", filter.method);
  conditions.require_equal("d.status", filter.status);
  conditions.require_equal("d.user_id", filter.user_id);
  conditions.require_within("d.created_at", filter.from, filter.until);
  const auto columns = db::columns<DepositEntry>("d");
  return list_rows<DepositEntry>(tx,
                                 {.columns = columns.text(), .from = "deposits d", .alias = "d"},
                                 std::move(conditions), order, part);
}

std::optional<DepositEntry> find_deposit_entry(db::Tx& tx, std::int64_t id) {
  return tx.first<DepositEntry>(
      fmt::format("SELECT {} FROM deposits WHERE id = $1", db::columns<DepositEntry>()), id);
}

}  // namespace shop
