#include "shop/checkout/checkout_invariants.h"

namespace shop {

Invariants checkout_invariants() {
  return {{"Checkout {0} is completed, but its customer has no order of its unit.",
           "SELECT c.id, NULL AS value, NULL AS proper FROM checkouts c "
           "LEFT JOIN orders o ON o.product_id = c.product_id AND o.user_id = c.user_id "
           "LEFT JOIN replacements r ON r.bad_product_id = c.product_id "
           "LEFT JOIN orders b ON b.id = r.order_id AND b.user_id = c.user_id "
           "WHERE c.status = 'completed' AND o.id IS NULL AND b.id IS NULL"},
          {"Checkout {0} was completed at {1}, but the customer agreed to {2}.",
           "SELECT c.id, o.final_price AS value, c.price AS proper FROM checkouts c "
           "JOIN orders o ON o.product_id = c.product_id AND o.user_id = c.user_id "
           "WHERE c.status = 'completed' AND o.final_price > c.price"}};
}

}  // namespace shop
