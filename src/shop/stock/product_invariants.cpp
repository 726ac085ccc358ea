#include "shop/stock/product_invariants.h"

namespace shop {

Invariants product_invariants() {
  return {{"Product {0} is held and sold at once.",
           "SELECT id, NULL AS value, NULL AS proper FROM products "
           "WHERE is_reserved = true AND is_sold = true"},
          {"Unit {0} is withdrawn and in stock at once.",
           "SELECT w.id, NULL AS value, NULL AS proper FROM withdrawn_products w "
           "JOIN products p ON p.id = w.id"},
          {"Unit {0} is withdrawn and was sold.",
           "SELECT w.id, NULL AS value, NULL AS proper FROM withdrawn_products w "
           "JOIN orders o ON o.product_id = w.id"}};
}

}  // namespace shop
