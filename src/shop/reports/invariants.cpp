#include "shop/reports/invariants.h"

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

void add_ledger(std::vector<Invariant>& list) {
  list.push_back({"Transfer {0} sums to {1} instead of zero.",
                  "SELECT transfer_id AS id, sum(amount) AS value, NULL AS proper "
                  "FROM ledger_lines GROUP BY transfer_id HAVING sum(amount) <> 0"});
  list.push_back({"Transfer {0} has no lines.",
                  "SELECT t.id, NULL AS value, NULL AS proper FROM transfers t "
                  "LEFT JOIN ledger_lines l ON l.transfer_id = t.id WHERE l.line IS NULL"});
  list.push_back({"Customer {0} has a balance of {1}, but his ledger lines sum to {2}.",
                  "SELECT u.id, u.balance AS value, COALESCE(l.total, 0) AS proper FROM users u "
                  "LEFT JOIN (SELECT user_id, sum(amount) AS total FROM ledger_lines "
                  "WHERE user_id IS NOT NULL GROUP BY user_id) l ON l.user_id = u.id "
                  "WHERE u.balance <> COALESCE(l.total, 0)"});
  list.push_back({"Transfer {0} says that a customer had {1} afterwards, but his lines sum to {2}.",
                  "SELECT id, value, proper FROM (SELECT transfer_id AS id, "
                  "balance_after AS value, sum(amount) OVER (PARTITION BY user_id "
                  "ORDER BY transfer_id) AS proper FROM ledger_lines WHERE user_id IS NOT NULL) "
                  "AS lines WHERE value <> proper"});
  list.push_back(
      {"Customer {0} has referral earnings of {1}, but his commissions sum to {2}.",
       "SELECT u.id, u.referral_earnings AS value, COALESCE(c.total, 0) AS proper FROM users u "
       "LEFT JOIN (SELECT l.user_id, sum(l.amount) AS total FROM ledger_lines l "
       "JOIN transfers t ON t.id = l.transfer_id WHERE t.kind IN ('commission', "
       "'commission_reversal') AND l.user_id IS NOT NULL GROUP BY l.user_id) c ON c.user_id = u.id "
       "WHERE u.referral_earnings <> COALESCE(c.total, 0)"});
  list.push_back({"Customer {0} may owe {1}, but he owes {2}.",
                  "SELECT id, overdraft AS value, CASE WHEN balance < 0 THEN -balance ELSE 0 END "
                  "AS proper FROM users "
                  "WHERE overdraft <> CASE WHEN balance < 0 THEN -balance ELSE 0 END"});
}

void add_stock(std::vector<Invariant>& list) {
  list.push_back({"Product {0} is sold, but no order has it.",
                  "SELECT p.id, NULL AS value, NULL AS proper FROM products p "
                  "LEFT JOIN orders o ON o.product_id = p.id "
                  "WHERE p.is_sold = true AND o.id IS NULL"});
  list.push_back({"Order {0} is for a product that is not sold.",
                  "SELECT o.id, NULL AS value, NULL AS proper FROM orders o "
                  "JOIN products p ON p.id = o.product_id WHERE p.is_sold = false"});
  list.push_back({"Product {0} has more than one order.",
                  "SELECT product_id AS id, NULL AS value, NULL AS proper FROM orders "
                  "GROUP BY product_id HAVING count(*) > 1"});
  list.push_back({"Product {0} is held and sold at once.",
                  "SELECT id, NULL AS value, NULL AS proper FROM products "
                  "WHERE is_reserved = true AND is_sold = true"});
  list.push_back({.sentence = "Customer {0} holds more units at once than he may.",
                  .query = fmt::format("SELECT reserved_by AS id, NULL AS value, NULL AS proper "
                                       "FROM products WHERE is_reserved = true "
                                       "AND reserved_until > $1 GROUP BY reserved_by "
                                       "HAVING count(*) > {}",
                                       kMaxReservations),
                  .needs_now = true});
}

void add_orders(std::vector<Invariant>& list, db::Engine engine) {
  list.push_back({"Order {0} costs {1}, but its discount makes that {2}.",
                  fmt::format("SELECT o.id, o.final_price AS value, {0} AS proper FROM orders o "
                              "WHERE o.final_price <> {0}",
                              discounted_price(engine))});
  list.push_back({"Order {0} costs {1}, but its customer was charged {2}.",
                  "SELECT o.id, o.final_price AS value, -l.amount AS proper FROM orders o "
                  "LEFT JOIN transfers t ON t.key = 'order:' || CAST(o.id AS TEXT) "
                  "AND t.kind = 'purchase' "
                  "LEFT JOIN ledger_lines l ON l.transfer_id = t.id AND l.user_id = o.user_id "
                  "WHERE l.amount IS NULL OR l.amount <> -o.final_price"});
  // Set against set: a join on an expression of the order's id would read all orders per transfer.
  list.push_back({"Transfer {0} charges for an order that is not there.",
                  "SELECT t.id, NULL AS value, NULL AS proper FROM transfers t "
                  "JOIN (SELECT key FROM transfers WHERE kind = 'purchase' "
                  "EXCEPT SELECT 'order:' || CAST(id AS TEXT) FROM orders) AS stray "
                  "ON stray.key = t.key"});
  list.push_back(
      {"Order {0} lacks a delivery message.",
       "SELECT o.id, NULL AS value, NULL AS proper FROM orders o "
       "JOIN products p ON p.id = o.product_id "
       "JOIN (SELECT 'delivery_photo' AS kind UNION ALL SELECT 'delivery_location' UNION ALL "
       "SELECT 'delivery_text') AS k ON (k.kind = 'delivery_photo' AND p.delivery_photo IS NOT "
       "NULL) OR (k.kind = 'delivery_location' AND p.delivery_latitude IS NOT NULL) "
       "OR k.kind = 'delivery_text' "
       "LEFT JOIN outbox b ON b.kind = k.kind AND b.user_id = o.user_id "
       "AND b.subject_id = o.id WHERE b.id IS NULL"});
}

}  // namespace

std::vector<Invariant> invariants(db::Engine engine) {
  std::vector<Invariant> list;
  add_ledger(list);
  add_stock(list);
  add_orders(list, engine);
  add_deposits(list);
  return list;
}

}  // namespace shop
