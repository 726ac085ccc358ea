#include "shop/sales/sale_news.h"

#include <algorithm>
#include <string_view>

#include <fmt/format.h>

#include "shop/core/sql.h"
#include "shop/customers/customer.h"
#include "shop/sales/low_stock_news.h"

namespace shop {
namespace {

constexpr int kMaxAnnounced = 200;

// Orders commit in another order than that of their ids, but not that much later.
constexpr std::int64_t kLatecomers = 1'000;

// Selects the ids of the orders that nobody has announced, the oldest first.
constexpr std::string_view kUnannounced =
    "SELECT o.id FROM orders o "
    "WHERE o.id > (SELECT COALESCE(max(order_id), 0) - $2 FROM announced_orders) "
    "AND NOT EXISTS (SELECT 1 FROM announced_orders a WHERE a.order_id = o.id) "
    "ORDER BY o.id LIMIT $1";

// Those that no other process has taken.
std::vector<std::int64_t> take(db::Tx& tx) {
  auto taken = tx.all<std::int64_t>(fmt::format("INSERT INTO announced_orders (order_id) {} "
                                                "ON CONFLICT DO NOTHING RETURNING order_id",
                                                kUnannounced),
                                    kMaxAnnounced, kLatecomers);
  std::ranges::sort(taken);
  return taken;
}

// Who has never written to the bot cannot be written to.
bool is_reachable(db::Tx& tx, std::int64_t owner_id) {
  const auto owner = find_customer(tx, owner_id);
  return owner && !owner->has_blocked_bot;
}

void forget_old(db::Tx& tx) {
  tx.execute_later(
      "DELETE FROM announced_orders "
      "WHERE order_id < (SELECT max(order_id) - $1 FROM announced_orders)",
      2 * kLatecomers);
}

std::vector<std::int64_t> sold_out_units(db::Tx& tx, const std::vector<std::int64_t>& order_ids) {
  return tx.all<std::int64_t>(
      fmt::format("SELECT max(p.id) FROM orders o JOIN products p ON p.id = o.product_id "
                  "WHERE o.id {} AND NOT EXISTS (SELECT 1 FROM products f{} WHERE {}) "
                  "GROUP BY p.city, p.district, p.category, p.name, p.base_price, "
                  "p.discount_percent ORDER BY 1",
                  sql::in_ids(tx), sql::catalog_index(tx), sql::kSameOffer),
      sql::ids_text(tx, order_ids));
}

}  // namespace

bool has_sales_to_announce(db::Tx& tx) {
  return tx.first<std::int64_t>(kUnannounced, 1, kLatecomers).has_value();
}

int announce_sales(db::Tx& tx, std::span<const std::int64_t> owner_ids, base::Timestamp now) {
  const auto orders = take(tx);
  if (orders.empty()) {
    return 0;
  }
  const SalesNotice notice{.order_ids = orders, .sold_out_ids = sold_out_units(tx, orders)};
  for (const auto owner_id : owner_ids) {
    if (is_reachable(tx, owner_id) && hears_of_sales(tx, owner_id)) {
      enqueue(tx, kSales, owner_id, notice, now);
    }
  }
  tell_of_low_stock(tx, orders, owner_ids, now);
  forget_old(tx);
  return static_cast<int>(orders.size());
}

base::Money total_of_orders(db::Tx& tx, std::span<const std::int64_t> order_ids) {
  return tx.one<base::Money>(
      fmt::format("SELECT COALESCE(sum(final_price), 0) FROM orders WHERE id {}", sql::in_ids(tx)),
      sql::ids_text(tx, order_ids));
}

bool hears_of_sales(db::Tx& tx, std::int64_t owner_id) {
  return !tx.first<std::int64_t>("SELECT user_id FROM muted_owners WHERE user_id = $1", owner_id);
}

void set_hears_of_sales(db::Tx& tx, std::int64_t owner_id, bool hears) {
  tx.execute(hears ? "DELETE FROM muted_owners WHERE user_id = $1"
                   : "INSERT INTO muted_owners (user_id) VALUES ($1) ON CONFLICT DO NOTHING",
             owner_id);
}

}  // namespace shop
