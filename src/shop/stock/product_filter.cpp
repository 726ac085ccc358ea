#include "shop/stock/product_filter.h"

namespace shop {

Conditions conditions_of(const db::Tx& tx, const ProductFilter& filter) {
  Conditions conditions(tx);
  conditions.require_equal("p.city", filter.city);
  conditions.require_equal("p.district", filter.district);
  conditions.require_equal("p.category", filter.category);
  if (filter.sold) {
    conditions.require(*filter.sold ? "p.is_sold = true" : "p.is_sold = false");
  }
  if (filter.discounted) {
    conditions.require(*filter.discounted ? "p.discount_percent > 0" : "p.discount_percent = 0");
  }
  conditions.require_contains({"p.name", "p.description"}, filter.q);
  return conditions;
}

}  // namespace shop
