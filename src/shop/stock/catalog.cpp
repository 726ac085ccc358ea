#include "shop/stock/catalog.h"

#include <fmt/format.h>

#include "db/core/columns.h"
#include "shop/core/sql.h"

namespace shop {
namespace {

// How a list skips from unit p to the first unit n of the next entry.
struct Jump {
  std::string_view within;  // condition on the index columns before the list's key
  // Conditions for n's key to follow p's; the first one that finds a unit counts.
  std::vector<std::string_view> beyond;
  std::string_view columns;  // of p, in the result
};

// A loose index scan: one probe of idx_products_catalog for each entry up to the page's end.
// Parameters: $1 entries to skip, $2 the last entry wanted, then those of `within`.
std::string jumping_query(const db::Tx& tx, const Jump& jump) {
  const auto probe = [&](std::string_view condition) {
    return fmt::format(
        "(SELECT n.id FROM products n{} WHERE n.is_sold = false{}{} ORDER BY n.city, n.district, "
        "n.category, n.name, n.base_price, n.discount_percent LIMIT 1)",
        sql::catalog_index(tx), jump.within, condition);
  };
  std::string next;
  for (const auto condition : jump.beyond) {
    next += probe(condition) + ", ";
  }
  return fmt::format(
      "WITH RECURSIVE entry(id, step) AS ("
      "SELECT {}, 1 UNION ALL "
      "SELECT COALESCE({}NULL), entry.step + 1 FROM entry JOIN products p ON p.id = entry.id "
      "WHERE entry.step < $2) "
      "SELECT {} FROM entry JOIN products p ON p.id = entry.id "
      "WHERE entry.step > $1 ORDER BY entry.step",
      probe(""), next, jump.columns);
}

// For a comparison of rows SQLite would scan all units of p's offer; PostgreSQL seeks past them.
std::vector<std::string_view> beyond_offer(const db::Tx& tx) {
  if (tx.engine() == db::Engine::postgres) {
    return {
        " AND (n.name, n.base_price, n.discount_percent) > "
        "(p.name, p.base_price, p.discount_percent)"};
  }
  return {
      " AND n.name = p.name AND n.base_price = p.base_price "
      "AND n.discount_percent > p.discount_percent",
      " AND n.name = p.name AND n.base_price > p.base_price", " AND n.name > p.name"};
}

int last_of(Page page) { return page.offset + rows_for(page); }

// One row for each unit f of p's offer that fulfils `condition`.
std::string units_of_offer(const db::Tx& tx, std::string_view condition) {
  return fmt::format("SELECT 1 FROM products f{} WHERE {} AND {}", sql::catalog_index(tx),
                     sql::kSameOffer, condition);
}

std::string counted(std::string_view units) {
  return fmt::format("(SELECT count(*) FROM ({} LIMIT {}) AS units)", units, kAvailableCap);
}

// `now` names the parameter. Reads two ranges of the index: not reserved, and reservation ended.
// Skipping over the units of a large offer with OFFSET costs less than counting them.
std::string available_column(const db::Tx& tx, std::string_view now) {
  const auto free = units_of_offer(tx, "f.is_reserved = false");
  const auto lapsed =
      units_of_offer(tx, fmt::format("f.is_reserved = true AND f.reserved_until <= {}", now));
  return fmt::format(
      "CASE WHEN ({} LIMIT 1 OFFSET {}) IS NOT NULL THEN {} ELSE {} + {} END AS available", free,
      kAvailableCap - 1, kAvailableCap, counted(free), counted(lapsed));
}

void cap(int& available) { available = std::min(available, kAvailableCap); }

// The id of an unsold unit f that fulfils `condition` for the sold unit p.
std::optional<std::int64_t> find_successor(db::Tx& tx, std::int64_t product_id,
                                           std::string_view condition) {
  return tx.first<std::int64_t>(
      fmt::format("SELECT s.id FROM products s WHERE s.id = ("
                  "SELECT (SELECT f.id FROM products f WHERE {} "
                  "ORDER BY f.base_price, f.discount_percent, f.is_reserved LIMIT 1) "
                  "FROM products p WHERE p.id = $1)",
                  condition),
      product_id);
}

struct CardRow : Product {
  int available = 0;
  std::optional<std::int64_t> picture;
};
BOOST_DESCRIBE_STRUCT(CardRow, (Product), (available, picture))

constexpr std::string_view kPictureColumn =
    "(SELECT o.picture_id FROM offer_pictures o WHERE o.city = p.city AND o.district = p.district "
    "AND o.category = p.category AND o.name = p.name) AS picture";

std::optional<Card> load_card(db::Tx& tx, std::int64_t product_id, base::Timestamp now) {
  auto row = tx.first<CardRow>(
      fmt::format("SELECT {}, {}, {} FROM products p WHERE p.id = $1", db::columns<Product>("p"),
                  available_column(tx, "$2"), kPictureColumn),
      product_id, now);
  if (!row) {
    return std::nullopt;
  }
  cap(row->available);
  return Card{.product = *row, .available = row->available, .picture_id = row->picture};
}

}  // namespace

Slice<Entry> cities(db::Tx& tx, Page page) {
  const auto sql = jumping_query(tx, {.within = "",
                                      .beyond = {" AND n.city > p.city"},
                                      .columns = "p.city AS name, p.id AS product_id"});
  return slice_of(tx.all<Entry>(sql, page.offset, last_of(page)), page);
}

Slice<Entry> districts(db::Tx& tx, std::string_view city, Page page) {
  const auto sql = jumping_query(tx, {.within = " AND n.city = $3",
                                      .beyond = {" AND n.district > p.district"},
                                      .columns = "p.district AS name, p.id AS product_id"});
  return slice_of(tx.all<Entry>(sql, page.offset, last_of(page), city), page);
}

Slice<Entry> categories(db::Tx& tx, std::string_view city, std::string_view district, Page page) {
  const auto sql = jumping_query(tx, {.within = " AND n.city = $3 AND n.district = $4",
                                      .beyond = {" AND n.category > p.category"},
                                      .columns = "p.category AS name, p.id AS product_id"});
  return slice_of(tx.all<Entry>(sql, page.offset, last_of(page), city, district), page);
}

Slice<Offer> offers(db::Tx& tx, const Place& place, Page page, base::Timestamp now) {
  const auto columns =
      fmt::format("p.id AS product_id, p.name, p.base_price, p.discount_percent, {}",
                  available_column(tx, "$6"));
  const auto sql =
      jumping_query(tx, {.within = " AND n.city = $3 AND n.district = $4 AND n.category = $5",
                         .beyond = beyond_offer(tx),
                         .columns = columns});
  auto rows = tx.all<Offer>(sql, page.offset, last_of(page), place.city, place.district,
                            place.category, now);
  for (auto& offer : rows) {
    cap(offer.available);
  }
  return slice_of(std::move(rows), page);
}

std::optional<Product> find_product(db::Tx& tx, std::int64_t id) {
  return tx.first<Product>(
      fmt::format("SELECT {} FROM products p WHERE p.id = $1", db::columns<Product>("p")), id);
}

std::optional<Card> find_card(db::Tx& tx, std::int64_t product_id, base::Timestamp now) {
  auto card = load_card(tx, product_id, now);
  if (!card || !card->product.is_sold) {
    return card;
  }
  auto successor = find_successor(tx, product_id, sql::kSameOffer);
  if (!successor) {
    successor = find_successor(tx, product_id,
                               "f.is_sold = false AND f.city = p.city AND f.district = p.district "
                               "AND f.category = p.category AND f.name = p.name");
  }
  return successor ? load_card(tx, *successor, now) : card;
}

}  // namespace shop
