#include "shop/stock/inventory.h"

#include <fmt/format.h>

#include "db/core/columns.h"
#include "shop/core/sql.h"

namespace shop {
namespace {

// f is a unit of the same place and name as p, whatever its price.
constexpr std::string_view kSameName =
    "f.city = p.city AND f.district = p.district AND f.category = p.category AND f.name = p.name";

constexpr std::string_view kHolder =
    "f.id, u.id AS person_id, u.first_name, u.username, f.reserved_until AS at, "
    "CAST(NULL AS bigint) AS order_id";
constexpr std::string_view kBuyer =
    "f.id, u.id AS person_id, u.first_name, u.username, f.sold_at AS at, o.id AS order_id";
std::string in_stock_query() {
  return fmt::format(
      "SELECT {} FROM products p JOIN products f ON {} LEFT JOIN users u "
      "ON u.id = f.reserved_by AND f.reserved_until > $4 WHERE p.id = $1 "
      "ORDER BY f.is_reserved DESC, f.reserved_until DESC, f.id LIMIT $2 OFFSET $3",
      kHolder, sql::kSameOffer);
}

std::string sold_query() {
  return fmt::format(
      "SELECT {} FROM products p JOIN products f ON {} LEFT JOIN orders o ON o.product_id = f.id "
      "LEFT JOIN users u ON u.id = o.user_id WHERE p.id = $1 AND f.is_sold = true "
      "ORDER BY f.sold_at DESC, f.id DESC LIMIT $2 OFFSET $3",
      kBuyer, kSameName);
}

}  // namespace

OfferStock count_offer(db::Tx& tx, const Product& unit, base::Timestamp now) {
  return tx.one<OfferStock>(
      fmt::format("SELECT (SELECT count(*) FROM products f WHERE {0} AND (f.is_reserved = false "
                  "OR f.reserved_until <= $2)) AS free, "
                  "(SELECT count(*) FROM products f WHERE {0} AND f.reserved_until > $2) AS held, "
                  "(SELECT count(*) FROM products f WHERE {1} AND f.is_sold = true) AS sold, "
                  "(SELECT count(*) FROM withdrawn_products f WHERE {1}) AS withdrawn "
                  "FROM products p WHERE p.id = $1",
                  sql::kSameOffer, kSameName),
      unit.id, now);
}

Slice<UnitEntry> list_units(db::Tx& tx, const Product& of, UnitList which, Page page,
                            base::Timestamp now) {
  const auto rows = [&](const std::string& query, const auto&... more) {
    return slice_of(tx.all<UnitEntry>(query, of.id, rows_for(page), page.offset, more...), page);
  };
  switch (which) {
    case UnitList::in_stock:
      return rows(in_stock_query(), now);
    case UnitList::sold:
      return rows(sold_query());
  }
  return {};
}

UnitEntry find_unit_entry(db::Tx& tx, std::int64_t id, base::Timestamp now) {
  return tx.one<UnitEntry>(
      "SELECT f.id, u.id AS person_id, u.first_name, u.username, "
      "COALESCE(f.sold_at, f.reserved_until) AS at, o.id AS order_id FROM products f "
      "LEFT JOIN orders o ON o.product_id = f.id "
      "LEFT JOIN users u ON u.id = COALESCE(o.user_id, f.reserved_by) "
      "AND (f.is_sold = true OR f.reserved_until > $2) WHERE f.id = $1",
      id, now);
}

Slice<Entry> sold_out_offers(db::Tx& tx, Page page) {
  return slice_of(
      tx.all<Entry>(
          fmt::format("SELECT min(p.name) AS name, max(p.id) AS product_id FROM "
                      "(SELECT id, product_id FROM orders ORDER BY id DESC LIMIT {}) AS o "
                      "JOIN products p ON p.id = o.product_id WHERE NOT EXISTS "
                      "(SELECT 1 FROM products f{} WHERE f.is_sold = false AND {}) "
                      "GROUP BY p.city, p.district, p.category, p.name "
                      "ORDER BY max(o.id) DESC LIMIT $1 OFFSET $2",
                      kRecentOrders, sql::catalog_index(tx), kSameName),
          rows_for(page), page.offset),
      page);
}

}  // namespace shop
