#include "shop/stock/low_stock.h"

#include <fmt/format.h>

#include "base/check.h"
#include "json/json.h"
#include "shop/core/acts/audit_log.h"
#include "shop/core/sql.h"
#include "shop/stock/inventory.h"

namespace shop {
namespace {

struct LowStockRow {
  std::optional<int> line;
  std::optional<std::int64_t> newest_unit;
};
BOOST_DESCRIBE_STRUCT(LowStockRow, (), (line, newest_unit))

// Details in the audit log.
struct LineDetails {
  int low_stock_before = 0;
  int low_stock_after = 0;
};
BOOST_DESCRIBE_STRUCT(LineDetails, (), (low_stock_before, low_stock_after))

}  // namespace

LowStockState low_stock_of(db::Tx& tx, const Place& place, std::string_view name, int shop_line) {
  const auto row = tx.first<LowStockRow>(
      "SELECT line, newest_unit FROM low_stock "
      "WHERE city = $1 AND district = $2 AND category = $3 AND name = $4",
      place.city, place.district, place.category, name);
  return row ? LowStockState{row->line.value_or(shop_line), row->newest_unit}
             : LowStockState{.line = shop_line, .newest_unit = std::nullopt};
}

void lock_low_stock_line(db::Tx& tx, const Product& unit) {
  tx.execute(
      "INSERT INTO low_stock (city, district, category, name) VALUES ($1, $2, $3, $4) "
      "ON CONFLICT (city, district, category, name) DO NOTHING",
      unit.city, unit.district, unit.category, unit.name);
  tx.first<LowStockRow>(
      fmt::format("SELECT line, newest_unit FROM low_stock WHERE city = $1 AND district = $2 "
                  "AND category = $3 AND name = $4{}",
                  tx.for_update()),
      unit.city, unit.district, unit.category, unit.name);
}

void set_low_stock_line(db::Tx& tx, const Product& unit, int line,
                        const Permit<Act::edit_product>& permit, base::Timestamp now) {
  base::check(line >= 0 && line <= kMaxLowStockLine, "a line of low stock is in range");
  const auto before = low_stock_of(tx, place_of(unit), unit.name);
  tx.execute(
      "INSERT INTO low_stock (city, district, category, name, line) VALUES ($1, $2, $3, $4, $5) "
      "ON CONFLICT (city, district, category, name) DO UPDATE SET line = excluded.line",
      unit.city, unit.district, unit.category, unit.name, line);
  record(tx, permit,
         {.subject = fmt::format("product:{}", unit.id),
          .details = json::to_text(LineDetails{before.line, line})},
         now);
}

bool note_low_stock(db::Tx& tx, const Place& place, std::string_view name,
                    std::optional<std::int64_t> newest_unit) {
  return tx.execute(
             "INSERT INTO low_stock (city, district, category, name, newest_unit) "
             "VALUES ($1, $2, $3, $4, $5) ON CONFLICT (city, district, category, name) "
             "DO UPDATE SET newest_unit = excluded.newest_unit "
             "WHERE excluded.newest_unit IS NULL OR low_stock.newest_unit IS NULL "
             "OR low_stock.newest_unit < excluded.newest_unit",
             place.city, place.district, place.category, name, newest_unit) > 0;
}

bool note_sold_out(db::Tx& tx, const Place& place, std::string_view name, std::int64_t order_id) {
  return tx.execute(
             "INSERT INTO low_stock (city, district, category, name, out_order) "
             "VALUES ($1, $2, $3, $4, $5) ON CONFLICT (city, district, category, name) "
             "DO UPDATE SET out_order = excluded.out_order "
             "WHERE low_stock.out_order IS NULL OR low_stock.out_order < excluded.out_order",
             place.city, place.district, place.category, name, order_id) > 0;
}

Slice<LowOffer> low_offers(db::Tx& tx, int shop_line, Page page) {
  const auto unsold = fmt::format(
      "(SELECT count(*) FROM (SELECT 1 FROM products f{} WHERE f.is_sold = false "
      "AND f.city = p.city AND f.district = p.district AND f.category = p.category "
      "AND f.name = p.name LIMIT {}) AS u)",
      sql::catalog_index(tx), kMaxLowStockLine + 1);
  return slice_of(
      tx.all<LowOffer>(
          fmt::format("SELECT product_id, name, units FROM "
                      "(SELECT p.product_id, p.name, COALESCE(l.line, $1) AS line, {} AS units "
                      "FROM (SELECT s.city, s.district, s.category, s.name, "
                      "max(s.id) AS product_id FROM "
                      "(SELECT product_id FROM orders ORDER BY id DESC LIMIT {}) AS o "
                      "JOIN products s ON s.id = o.product_id "
                      "GROUP BY s.city, s.district, s.category, s.name) AS p "
                      "JOIN low_stock l ON l.city = p.city AND l.district = p.district "
                      "AND l.category = p.category AND l.name = p.name "
                      "WHERE l.newest_unit IS NOT NULL) AS offers "
                      "WHERE units <= line ORDER BY units, product_id LIMIT $2 OFFSET $3",
                      unsold, kRecentOrders),
          shop_line, rows_for(page), page.offset),
      page);
}

}  // namespace shop
