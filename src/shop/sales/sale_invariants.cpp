#include "shop/sales/sale_invariants.h"

#include <fmt/format.h>

#include "shop/sales/reservation.h"

namespace shop {
namespace {

// base::discounted in SQL.
std::string_view discounted_price(db::Engine engine) {
  return engine == db::Engine::postgres
             ? "round(o.original_price * (100 - o.discount_applied) / 100, 2)"
             : "(o.original_price * (100 - o.discount_applied) + 50) / 100";
}

Invariants unit_invariants() {
  return {
      {"Product {0} is sold, but no order has it.",
       "SELECT p.id, NULL AS value, NULL AS proper FROM products p "
       "LEFT JOIN orders o ON o.product_id = p.id "
       "LEFT JOIN replacements r ON r.bad_product_id = p.id "
       "WHERE p.is_sold = true AND o.id IS NULL AND r.id IS NULL"},
      {"Product {0} was replaced, but an order has it or it is for sale.",
       "SELECT r.bad_product_id AS id, NULL AS value, NULL AS proper FROM replacements r "
       "JOIN products p ON p.id = r.bad_product_id "
       "LEFT JOIN orders o ON o.product_id = r.bad_product_id "
       "WHERE o.id IS NOT NULL OR p.is_sold = false"},
      {"Product {0} replaced another one, but neither its order nor a later replacement has it.",
       "SELECT r.good_product_id AS id, NULL AS value, NULL AS proper FROM replacements r "
       "LEFT JOIN orders o ON o.product_id = r.good_product_id AND o.id = r.order_id "
       "LEFT JOIN replacements l ON l.bad_product_id = r.good_product_id "
       "AND l.order_id = r.order_id WHERE o.id IS NULL AND l.id IS NULL"},
      {"Order {0} is for a product that is not sold.",
       "SELECT o.id, NULL AS value, NULL AS proper FROM orders o "
       "JOIN products p ON p.id = o.product_id WHERE p.is_sold = false"},
      {"Product {0} has more than one order.",
       "SELECT product_id AS id, NULL AS value, NULL AS proper FROM orders "
       "GROUP BY product_id HAVING count(*) > 1"},
      {.sentence = "Customer {0} holds more units at once than they may.",
       .query = fmt::format("SELECT reserved_by AS id, NULL AS value, NULL AS proper "
                            "FROM products WHERE is_reserved = true "
                            "AND reserved_until > $1 GROUP BY reserved_by "
                            "HAVING count(*) > {}",
                            kMaxReservations),
       .needs_now = true}};
}

Invariants order_invariants(db::Engine engine) {
  return {{"Order {0} costs {1}, but its discount makes that {2}.",
           fmt::format("SELECT o.id, o.final_price AS value, {0} AS proper FROM orders o "
                       "WHERE o.final_price <> {0}",
                       discounted_price(engine))},
          {"Order {0} costs {1}, but its customer was charged {2}.",
           "SELECT o.id, o.final_price AS value, -l.amount AS proper FROM orders o "
           "LEFT JOIN transfers t ON t.key = 'order:' || CAST(o.id AS TEXT) "
           "AND t.kind = 'purchase' "
           "LEFT JOIN ledger_lines l ON l.transfer_id = t.id AND l.user_id = o.user_id "
           "WHERE l.amount IS NULL OR l.amount <> -o.final_price"},
          // Joins two sets: a join on an expression of the order's id would read all orders for
          // each transfer.
          {"Transfer {0} charges for an order that is not there.",
           "SELECT t.id, NULL AS value, NULL AS proper FROM transfers t "
           "JOIN (SELECT key FROM transfers WHERE kind = 'purchase' "
           "EXCEPT SELECT 'order:' || CAST(id AS TEXT) FROM orders) AS stray "
           "ON stray.key = t.key"},
          {"Order {0} lacks a delivery message.",
           "SELECT o.id, NULL AS value, NULL AS proper FROM orders o "
           "JOIN products p ON p.id = o.product_id "
           "JOIN (SELECT 'delivery_photo' AS kind UNION ALL SELECT 'delivery_location' UNION ALL "
           "SELECT 'delivery_text') AS k ON (k.kind = 'delivery_photo' AND p.delivery_photo IS NOT "
           "NULL) OR (k.kind = 'delivery_location' AND p.delivery_latitude IS NOT NULL) "
           "OR k.kind = 'delivery_text' "
           "LEFT JOIN outbox b ON b.kind = k.kind AND b.user_id = o.user_id "
           "AND b.subject_id = o.id WHERE b.id IS NULL"}};
}

Invariants refund_invariants() {
  return {{"Order {0} was refunded {1}, more than the {2} that it cost.",
           "SELECT r.order_id AS id, r.amount AS value, o.final_price AS proper FROM refunds r "
           "JOIN orders o ON o.id = r.order_id WHERE r.amount > o.final_price"},
          {"Order {0} was refunded {1}, but its customer was given {2}.",
           "SELECT r.order_id AS id, r.amount AS value, l.amount AS proper FROM refunds r "
           "JOIN orders o ON o.id = r.order_id "
           "LEFT JOIN transfers t ON t.key = 'refund:' || CAST(r.order_id AS TEXT) "
           "AND t.kind = 'refund' "
           "LEFT JOIN ledger_lines l ON l.transfer_id = t.id AND l.user_id = o.user_id "
           "WHERE l.amount IS NULL OR l.amount <> r.amount"},
          {"Transfer {0} refunds an order that was not refunded.",
           "SELECT t.id, NULL AS value, NULL AS proper FROM transfers t "
           "JOIN (SELECT key FROM transfers WHERE kind = 'refund' "
           "EXCEPT SELECT 'refund:' || CAST(order_id AS TEXT) FROM refunds) AS stray "
           "ON stray.key = t.key"}};
}

}  // namespace

Invariants sale_invariants(db::Engine engine) {
  return concatenated({unit_invariants(), order_invariants(engine), refund_invariants()});
}

}  // namespace shop
