#include "bench/stock.h"

#include <stdexcept>

#include "base/clock.h"
#include "shop/reports/audit.h"

namespace bench {
namespace {

void insert_units(db::Tx& tx, std::int64_t count, base::Timestamp now) {
  tx.execute(
      "INSERT INTO products (id, city, district, category, name, description, base_price, "
      "delivery_text, created_at) "
      "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < $1) "
      "SELECT i, 'City ' || (i % 5), 'District ' || (i / 5 % 4), 'Category ' || (i / 20 % 3), "
      "'Voucher ' || (i / 60 % 5), 'Valid for a year in every branch.', $2, "
      "'Your code: ' || (CAST(i AS BIGINT) * 7919), $3 FROM n",
      count, base::Money::units(kPriceUnits), now);
}

void insert_customers(db::Tx& tx, std::int64_t count, base::Timestamp now) {
  const auto balance = base::Money::units(kPriceUnits) * 1'000'000;
  tx.execute(
      "INSERT INTO users (id, username, first_name, language, balance, referral_code, created_at) "
      "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < $1 - 1) "
      "SELECT $2 + i, 'customer_' || ($2 + i), 'Customer ' || ($2 + i), 'en', $3, 'B' || i, $4 "
      "FROM n",
      count, kFirstCustomer, balance, now);
  tx.execute(
      "INSERT INTO transfers (kind, key, note, actor, created_at) "
      "SELECT 'adjustment', 'opening:' || id, 'Opening', 'bench', created_at FROM users");
  tx.execute(
      "INSERT INTO ledger_lines (transfer_id, line, account, user_id, amount, balance_after) "
      "SELECT t.id, 1, 'customer', u.id, u.balance, u.balance "
      "FROM users u JOIN transfers t ON t.key = 'opening:' || u.id");
  tx.execute(
      "INSERT INTO ledger_lines (transfer_id, line, account, amount) "
      "SELECT transfer_id, 2, 'adjustments', -amount FROM ledger_lines");
}

// Gives every customer an earlier purchase, so that no table is empty and the database's statistics
// are those of a running shop.
void insert_history(db::Tx& tx, const Stock& stock, base::Timestamp now) {
  const auto price = base::Money::units(kPriceUnits);
  tx.execute(
      "INSERT INTO products (id, city, district, category, name, base_price, delivery_text, "
      "created_at, is_sold, sold_at) "
      "SELECT $1 + id, 'City 0', 'District 0', 'Category 0', 'Voucher 0', $2, 'Code ' || id, "
      "created_at, "
      "true, created_at FROM users",
      stock.units, price);
  tx.execute(
      "INSERT INTO orders "
      "(user_id, product_id, original_price, discount_applied, final_price, created_at) "
      "SELECT id, $1 + id, $2, 0, $2, created_at FROM users ORDER BY id",
      stock.units, price);
  tx.execute(
      "INSERT INTO transfers (kind, key, note, actor, created_at) "
      "SELECT 'purchase', 'order:' || id, '', 'customer', created_at FROM orders");
  tx.execute("UPDATE users SET balance = balance - $1", price);
  tx.execute(
      "INSERT INTO ledger_lines (transfer_id, line, account, user_id, amount, balance_after) "
      "SELECT t.id, 1, 'customer', u.id, -o.final_price, u.balance FROM orders o "
      "JOIN users u ON u.id = o.user_id JOIN transfers t ON t.key = 'order:' || o.id");
  tx.execute(
      "INSERT INTO ledger_lines (transfer_id, line, account, amount) "
      "SELECT l.transfer_id, 2, 'sales', -l.amount FROM ledger_lines l "
      "JOIN transfers t ON t.id = l.transfer_id WHERE t.kind = 'purchase'");
  tx.execute(
      "INSERT INTO outbox (user_id, kind, payload, subject_id, status, attempts, created_at, "
      "due_at, "
      "finished_at) "
      "SELECT user_id, 'delivery_text', '{\"order_id\":' || id || '}', id, 'sent', 1, $1, $1, $1 "
      "FROM orders",
      now);
  tx.execute("INSERT INTO seen_updates (update_id, seen_at) SELECT -id, created_at FROM users");
}

}  // namespace

void fill(db::Database& database, const Stock& stock) {
  const auto now = base::SystemClock().now();
  database.transact_blocking([&](db::Tx& tx) {
    insert_units(tx, stock.units, now);
    insert_customers(tx, stock.customers, now);
    insert_history(tx, stock, now);
    return true;
  });
}

void audit(db::Database& database) {
  const auto now = base::SystemClock().now();
  const auto violations =
      database.read_blocking([&](db::Tx& tx) { return shop::violations(tx, now); });
  if (!violations.empty()) {
    throw std::runtime_error("The books are wrong after the run: " + violations.front());
  }
}

std::int64_t count_new_orders(db::Database& database, const Stock& stock) {
  return database.read_blocking([&](db::Tx& tx) {
    return tx.one<std::int64_t>("SELECT count(*) FROM orders WHERE product_id <= $1", stock.units);
  });
}

}  // namespace bench
