#include "shop/sales/sale_news.h"

#include <algorithm>
#include <string_view>

#include <fmt/format.h>

#include "shop/core/sql.h"
#include "shop/customers/alert_topic.h"
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

struct Digest : SaleDigest {
  std::int64_t user_id = 0;
};
BOOST_DESCRIBE_STRUCT(Digest, (SaleDigest), (user_id))

bool had_many_notices(db::Tx& tx, std::int64_t user_id, base::Timestamp now) {
  return tx.one<std::int64_t>(
             "SELECT count(*) FROM outbox WHERE user_id = $1 AND kind = $2 AND created_at > $3",
             user_id, kSales.name, now - kDigestPeriod) >= kMaxSaleNotices;
}

// Another process may have begun it meanwhile.
void begin_digest(db::Tx& tx, std::int64_t user_id, const SaleDigest& digest) {
  tx.execute_later(
      "INSERT INTO sale_digests (user_id, since, orders, sold_out, revenue) "
      "VALUES ($1, $2, $3, $4, $5) ON CONFLICT (user_id) DO UPDATE SET "
      "orders = sale_digests.orders + excluded.orders, "
      "sold_out = sale_digests.sold_out + excluded.sold_out, "
      "revenue = sale_digests.revenue + excluded.revenue",
      user_id, digest.since, digest.orders, digest.sold_out, digest.revenue);
}

// Adds what happened to the person's digest, which begins when they had many notices. Returns false
// when they have none.
bool add_to_digest(db::Tx& tx, std::int64_t user_id, const SaleDigest& part) {
  if (tx.execute("UPDATE sale_digests SET orders = orders + $2, sold_out = sold_out + $3, "
                 "revenue = revenue + $4 WHERE user_id = $1",
                 user_id, part.orders, part.sold_out, part.revenue) > 0) {
    return true;
  }
  if (!had_many_notices(tx, user_id, part.since)) {
    return false;
  }
  begin_digest(tx, user_id, part);
  return true;
}

// Who switched sales off since is told nothing.
void send_due_digests(db::Tx& tx, std::span<const std::int64_t> people, base::Timestamp now) {
  const auto due = tx.all<Digest>(
      "DELETE FROM sale_digests WHERE since <= $1 RETURNING user_id, since, orders, sold_out, "
      "revenue",
      now - kDigestPeriod);
  for (const auto& digest : due) {
    if (digest.orders == 0 || !std::ranges::binary_search(people, digest.user_id)) {
      continue;
    }
    enqueue(tx, kSaleDigest, digest.user_id, digest, now);
    if (digest.orders > kMaxSaleNotices) {
      begin_digest(tx, digest.user_id, {.since = now});
    }
  }
}

}  // namespace

bool has_sales_to_announce(db::Tx& tx, base::Timestamp now) {
  return tx.first<std::int64_t>(kUnannounced, 1, kLatecomers).has_value() ||
         tx.first<std::int64_t>("SELECT user_id FROM sale_digests WHERE since <= $1",
                                now - kDigestPeriod)
             .has_value();
}

int announce_sales(db::Tx& tx, std::span<const std::int64_t> owner_ids, base::Timestamp now,
                   int low_stock_line) {
  const auto people = who_hears(tx, AlertTopic::sale, owner_ids);
  const auto orders = take(tx);
  if (orders.empty()) {
    send_due_digests(tx, people, now);
    return 0;
  }
  const SalesNotice notice{.order_ids = orders, .sold_out_ids = sold_out_units(tx, orders)};
  const SaleDigest part{.orders = static_cast<std::int64_t>(orders.size()),
                        .sold_out = static_cast<std::int64_t>(notice.sold_out_ids.size()),
                        .revenue = total_of_orders(tx, orders),
                        .since = now};
  for (const auto person : people) {
    if (!add_to_digest(tx, person, part)) {
      enqueue(tx, kSales, person, notice, now);
    }
  }
  tell_of_low_stock(tx, orders, owner_ids, low_stock_line, now);
  send_due_digests(tx, people, now);
  forget_old(tx);
  return static_cast<int>(orders.size());
}

base::Money total_of_orders(db::Tx& tx, std::span<const std::int64_t> order_ids) {
  return tx.one<base::Money>(
      fmt::format("SELECT COALESCE(sum(final_price), 0) FROM orders WHERE id {}", sql::in_ids(tx)),
      sql::ids_text(tx, order_ids));
}

}  // namespace shop
