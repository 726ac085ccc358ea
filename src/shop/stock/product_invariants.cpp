#include "shop/stock/product_invariants.h"

namespace shop {

Invariants product_invariants() {
  return {{"Product {0} is held and sold at once.",
           "SELECT id, NULL AS value, NULL AS proper FROM products "
           "WHERE is_reserved = true AND is_sold = true"}};
}

}  // namespace shop
