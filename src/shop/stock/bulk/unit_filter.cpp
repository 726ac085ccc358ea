#include "shop/stock/bulk/unit_filter.h"

#include <fmt/format.h>

#include "shop/core/sql.h"
#include "shop/stock/product_filter.h"

namespace shop {

UnitFilter filter_of(DiscountScope scope, const Product& unit) {
  UnitFilter filter;
  switch (scope) {
    case DiscountScope::unit:
      filter.ids = {unit.id};
      break;
    case DiscountScope::offer:
      filter.name = unit.name;
      filter.base_price = unit.base_price;
      filter.discount_percent = unit.discount_percent;
      [[fallthrough]];
    case DiscountScope::category:
      filter.category = unit.category;
      [[fallthrough]];
    case DiscountScope::district:
      filter.district = unit.district;
      [[fallthrough]];
    case DiscountScope::city:
      filter.city = unit.city;
      break;
  }
  return filter;
}

UnitFilter filter_of(const ProductFilter& filter) {
  return {.city = filter.city,
          .district = filter.district,
          .category = filter.category,
          .discounted = filter.discounted,
          .q = filter.q};
}

Conditions conditions_of(const db::Tx& tx, const UnitFilter& filter, UnitTable table) {
  auto conditions = conditions_of(
      tx, ProductFilter{.city = filter.city,
                        .district = filter.district,
                        .category = filter.category,
                        .sold = table == UnitTable::unsold ? std::optional(false) : std::nullopt,
                        .discounted = filter.discounted,
                        .q = filter.q});
  if (filter.ids) {
    const auto ids = conditions.parameter(db::to_value(sql::ids_text(tx, *filter.ids)));
    conditions.require("p.id " + sql::in_ids(tx, ids));
  }
  conditions.require_equal("p.name", filter.name);
  conditions.require_equal("p.base_price", filter.base_price);
  conditions.require_equal("p.discount_percent", filter.discount_percent);
  conditions.require_equal("p.discount_ends_at", filter.discount_ends_at);
  return conditions;
}

UnitFigures figures_of(db::Tx& tx, const UnitFilter& filter) {
  const auto conditions = conditions_of(tx, filter);
  return tx
      .all_with<UnitFigures>(
          fmt::format("SELECT count(*) AS units, min(p.base_price) AS lowest_price, "
                      "max(p.base_price) AS highest_price FROM products p{}",
                      conditions.where()),
          conditions.values())
      .front();
}

}  // namespace shop
