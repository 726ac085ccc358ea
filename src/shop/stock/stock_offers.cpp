#include "shop/stock/stock_offers.h"

#include <array>
#include <string_view>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "json/json.h"
#include "shop/core/conditions.h"
#include "shop/core/sql.h"

namespace shop {
namespace {

// The columns that tell offers apart, in the order of idx_products_catalog.
constexpr std::array<std::string_view, 6> kKey{"city", "district",   "category",
                                               "name", "base_price", "discount_percent"};

std::string key_columns(std::string_view table) {
  std::string columns;
  for (const auto column : kKey) {
    columns += fmt::format("{}{}.{}", columns.empty() ? "" : ", ", table, column);
  }
  return columns;
}

// Conditions for unit n to be of an offer behind p's; the first one that finds a unit counts.
// PostgreSQL seeks past p's offer with a comparison of rows, for which SQLite would scan it.
std::vector<std::string> beyond(const db::Tx& tx) {
  if (tx.engine() == db::Engine::postgres) {
    return {fmt::format(" AND ({}) > ({})", key_columns("n"), key_columns("p"))};
  }
  std::vector<std::string> conditions;
  for (auto last = kKey.size(); last-- > 0;) {
    std::string condition;
    for (std::size_t i = 0; i <= last; ++i) {
      condition += fmt::format(" AND n.{0} {1} p.{0}", kKey.at(i), i == last ? ">" : "=");
    }
    conditions.push_back(std::move(condition));
  }
  return conditions;
}

// The place behind an offer, as JSON in the text of a cursor.
struct OfferKey {
  std::string city;
  std::string district;
  std::string category;
  std::string name;
  base::Money base_price;
  base::Percent discount_percent;
};
BOOST_DESCRIBE_STRUCT(OfferKey, (), (city, district, category, name, base_price, discount_percent))

std::string cursor_behind(const StockOffer& offer) {
  return detail::cursor_text(
      json::encode(OfferKey{offer.city, offer.district, offer.category, offer.name,
                            offer.base_price, offer.discount_percent}),
      offer.product_id);
}

std::optional<OfferKey> read_key(std::string_view text) {
  const auto cursor = detail::read_cursor(text);
  auto key = cursor ? json::decode<OfferKey>(cursor->value, json::Strictness::strict)
                    : std::unexpected(base::Error{});
  return key ? std::optional(*std::move(key)) : std::nullopt;
}

// The key as the one row of p.
std::string row_of(Conditions& parameters, const OfferKey& key) {
  const auto text = [&](const std::string& value) {
    return fmt::format("CAST({} AS TEXT)", parameters.parameter(db::to_value(value)));
  };
  const auto number = [&](const auto& value) {
    return fmt::format("CAST({} AS NUMERIC)", parameters.parameter(db::to_value(value)));
  };
  return fmt::format(
      "(SELECT {} AS city, {} AS district, {} AS category, {} AS name, {} AS base_price, "
      "{} AS discount_percent) AS p",
      text(key.city), text(key.district), text(key.category), text(key.name),
      number(key.base_price), number(key.discount_percent));
}

// The query of a part: a loose index scan, with one probe for each offer up to the part's end.
class OfferQuery {
 public:
  OfferQuery(const db::Tx& tx, const PlaceFilter& filter) : tx_(tx), parameters_(tx) {
    require("city", filter.city);
    require("district", filter.district);
    require("category", filter.category);
  }

  std::string text(const std::optional<OfferKey>& behind, int skipped, int wanted,
                   base::Timestamp now) {
    const auto first =
        behind ? fmt::format("SELECT {}, 1 FROM {}", next(), row_of(parameters_, *behind))
               : fmt::format("SELECT {}, 1", probe(""));
    const auto skip = parameters_.parameter(db::to_value(skipped));
    const auto last = parameters_.parameter(db::to_value(skipped + wanted));
    return fmt::format(
        "WITH RECURSIVE entry(id, step) AS ({} UNION ALL "
        "SELECT {}, entry.step + 1 FROM entry JOIN products p ON p.id = entry.id "
        "WHERE entry.step < {}) "
        "SELECT p.id AS product_id, {}, {} FROM entry JOIN products p ON p.id = entry.id "
        "WHERE entry.step > {} ORDER BY entry.step",
        first, next(), last, key_columns("p"), counts(now), skip);
  }

  std::span<const db::Value> values() const { return parameters_.values(); }

 private:
  void require(std::string_view column, const std::optional<std::string>& value) {
    if (value) {
      within_ += fmt::format(" AND n.{} = {}", column, parameters_.parameter(db::to_value(*value)));
    }
  }
  std::string probe(std::string_view condition) const {
    return fmt::format(
        "(SELECT n.id FROM products n{} WHERE n.is_sold = false{}{} ORDER BY {} LIMIT 1)",
        sql::catalog_index(tx_), within_, condition, key_columns("n"));
  }
  std::string next() const {
    std::vector<std::string> probes;
    for (const auto& condition : beyond(tx_)) {
      probes.push_back(probe(condition));
    }
    probes.emplace_back("NULL");
    return fmt::format("COALESCE({})", fmt::join(probes, ", "));
  }
  std::string counts(base::Timestamp now) {
    const auto moment = parameters_.parameter(db::to_value(now));
    const auto count = [&](std::string_view condition) {
      return fmt::format("(SELECT count(*) FROM products f{} WHERE {} AND {})",
                         sql::catalog_index(tx_), sql::kSameOffer, condition);
    };
    return fmt::format(
        "{} AS free, {} AS held",
        count(fmt::format("(f.is_reserved = false OR f.reserved_until <= {})", moment)),
        count(fmt::format("f.is_reserved = true AND f.reserved_until > {}", moment)));
  }

  const db::Tx& tx_;
  Conditions parameters_;
  std::string within_;
};

}  // namespace

std::optional<ListRows<StockOffer>> stock_offers(db::Tx& tx, const PlaceFilter& filter,
                                                 const ListPart& part, base::Timestamp now) {
  const auto behind = part.after ? read_key(*part.after) : std::nullopt;
  if (part.after && !behind) {
    return std::nullopt;
  }
  ListRows<StockOffer> rows;
  OfferQuery query(tx, filter);
  const auto text = query.text(behind, part.after ? 0 : part.offset, part.limit + 1, now);
  rows.items = tx.all_with<StockOffer>(text, query.values());
  if (rows.items.size() > static_cast<std::size_t>(part.limit)) {
    rows.items.pop_back();
    rows.next = cursor_behind(rows.items.back());
  }
  return rows;
}

}  // namespace shop
