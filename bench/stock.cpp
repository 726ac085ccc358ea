#include "bench/stock.h"

#include <stdexcept>

#include "base/clock.h"
#include "shop/audit.h"

namespace bench {
namespace {

void insert_units(db::Tx& tx, std::int64_t count, base::Timestamp now) {
  tx.execute(
      "INSERT INTO products (id, city, district, category, name, description, base_price, "
      "delivery_text, created_at) "
      "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < $1) "
      "SELECT i, 'City ' || (i % 5), 'District ' || (i / 5 % 4), 'Category ' || (i / 20 % 3), "
      "'Voucher ' || (i / 60 % 5), 'Valid for a year in every branch.', $2, "
      "'Your code: ' || (i * 7919), $3 FROM n",
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

}  // namespace

void fill(db::Database& database, const Stock& stock) {
  const auto now = base::SystemClock().now();
  database.transact_blocking([&](db::Tx& tx) {
    insert_units(tx, stock.units, now);
    insert_customers(tx, stock.customers, now);
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

std::int64_t count_orders(db::Database& database) {
  return database.read_blocking(
      [](db::Tx& tx) { return tx.one<std::int64_t>("SELECT count(*) FROM orders"); });
}

}  // namespace bench
