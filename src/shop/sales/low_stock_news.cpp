#include "shop/sales/low_stock_news.h"

#include <algorithm>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "shop/core/sql.h"
#include "shop/customers/alert_topic.h"
#include "shop/stock/low_stock.h"
#include "shop/webhooks/event_views.h"

namespace shop {
namespace {

// An offer that the orders are of.
struct TouchedOffer {
  std::string city;
  std::string district;
  std::string category;
  std::string name;
  std::int64_t newest_sold = 0;
  std::int64_t left = 0;           // unsold units, counted up to a little above any line
  std::int64_t newest_unsold = 0;  // of those that were counted
  std::int64_t sold_since = 0;     // with the first of the orders and after it
  std::int64_t newest_order = 0;
};
BOOST_DESCRIBE_STRUCT(TouchedOffer, (),
                      (city, district, category, name, newest_sold, left, newest_unsold, sold_since,
                       newest_order))

constexpr std::string_view kSoldSince =
    "orders o JOIN products s ON s.id = o.product_id WHERE o.id >= $2 AND s.city = p.city "
    "AND s.district = p.district AND s.category = p.category AND s.name = p.name";

// All of one statement, so that what is left and what was sold are of the same moment.
std::vector<TouchedOffer> touched_offers(db::Tx& tx, std::span<const std::int64_t> order_ids) {
  const auto unsold = fmt::format(
      "(SELECT f.id FROM products f{} WHERE f.is_sold = false AND f.city = p.city "
      "AND f.district = p.district AND f.category = p.category AND f.name = p.name LIMIT {}) AS u",
      sql::catalog_index(tx), kMaxLowStockLine + 1);
  return tx.all<TouchedOffer>(
      fmt::format("SELECT p.*, (SELECT count(*) FROM {0}) AS \"left\", "
                  "(SELECT COALESCE(max(u.id), 0) FROM {0}) AS newest_unsold, "
                  "(SELECT count(*) FROM {2}) AS sold_since, "
                  "(SELECT max(o.id) FROM {2}) AS newest_order FROM "
                  "(SELECT s.city, s.district, s.category, s.name, max(s.id) AS newest_sold "
                  "FROM orders o JOIN products s ON s.id = o.product_id WHERE o.id {1} "
                  "GROUP BY s.city, s.district, s.category, s.name) AS p",
                  unsold, sql::in_ids(tx), kSoldSince),
      sql::ids_text(tx, order_ids), std::ranges::min(order_ids));
}

void tell(db::Tx& tx, const TouchedOffer& offer, std::span<const std::int64_t> owner_ids,
          base::Timestamp now) {
  const auto any_unit = std::max(offer.newest_sold, offer.newest_unsold);
  for (const auto person : who_hears(tx, AlertTopic::low_stock, owner_ids)) {
    enqueue(tx, kLowStock, person, {any_unit, offer.left}, now);
  }
}

StockLeft left_of(const TouchedOffer& offer) {
  return {.city = offer.city,
          .district = offer.district,
          .category = offer.category,
          .name = offer.name,
          .units = offer.left};
}

void look_at(db::Tx& tx, const TouchedOffer& offer, std::span<const std::int64_t> owner_ids,
             int shop_line, base::Timestamp now) {
  const Place place{offer.city, offer.district, offer.category};
  const auto state = low_stock_of(tx, place, offer.name, shop_line);
  const auto newest = std::max(offer.newest_sold, offer.newest_unsold);
  const bool is_low = offer.left <= state.line;
  const bool was_enough = offer.left + offer.sold_since > state.line;
  if (!is_low && state.newest_unit) {
    note_low_stock(tx, place, offer.name, std::nullopt);
  } else if (is_low && was_enough && note_low_stock(tx, place, offer.name, newest)) {
    tell(tx, offer, owner_ids, now);
    write_event(tx, StockLow{left_of(offer), state.line}, now);
  }
  if (offer.left == 0 && note_sold_out(tx, place, offer.name, offer.newest_order)) {
    write_event(tx, StockOut{left_of(offer)}, now);
  }
}

}  // namespace

void tell_of_low_stock(db::Tx& tx, std::span<const std::int64_t> order_ids,
                       std::span<const std::int64_t> owner_ids, int shop_line,
                       base::Timestamp now) {
  for (const auto& offer : touched_offers(tx, order_ids)) {
    look_at(tx, offer, owner_ids, shop_line, now);
  }
}

}  // namespace shop
