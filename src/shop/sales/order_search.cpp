#include "shop/sales/order_search.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <string>

#include <fmt/format.h>

#include "base/text.h"
#include "shop/core/conditions.h"
#include "shop/core/sql.h"
#include "shop/customers/customer_search.h"
#include "shop/sales/order_sql.h"

namespace shop {
namespace {

// Of more orders than that nobody asks by one code.
constexpr int kMaxOfCode = 100;
constexpr int kMaxNamesakes = 100;

constexpr std::array<std::string_view, 5> kBlanks{" ", "\t", "\n", "\r", "\u00A0"};

std::string without_blanks(std::string_view text) {
  std::string kept;
  while (!text.empty()) {
    const auto blank = std::ranges::find_if(
        kBlanks, [&](std::string_view candidate) { return text.starts_with(candidate); });
    const auto length = blank == kBlanks.end() ? 1 : blank->size();
    kept += blank == kBlanks.end() ? text.substr(0, 1) : "";
    text.remove_prefix(length);
  }
  return kept;
}

// The text without the blanks of kBlanks.
std::string squeezed_sql(const db::Tx& tx, std::string_view text) {
  return tx.engine() == db::Engine::postgres
             ? fmt::format(R"(translate({}, E' \t\n\r\u00A0', ''))", text)
             : fmt::format(
                   "replace(replace(replace(replace(replace({}, ' ', ''), char(9), ''), "
                   "char(10), ''), char(13), ''), char(160), '')",
                   text);
}

// What idx_products_code holds of a text without blanks.
std::string indexed_sql(const db::Tx& tx, std::string_view squeezed) {
  return tx.engine() == db::Engine::postgres
             ? fmt::format("CAST(md5({}) AS uuid)", squeezed)
             : fmt::format("substr({0}, 1, 20) || substr({0}, -40)", squeezed);
}

// p delivered the code $1, which has no blanks.
std::string delivers_code(const db::Tx& tx) {
  const auto squeezed = squeezed_sql(tx, "p.delivery_text");
  return fmt::format("p.is_sold = true AND {} = {} AND {} = $1", indexed_sql(tx, squeezed),
                     indexed_sql(tx, "CAST($1 AS TEXT)"), squeezed);
}

// Also of orders whose unit was replaced since.
std::vector<std::int64_t> orders_of_code(db::Tx& tx, std::string_view code) {
  return tx.all<std::int64_t>(
      fmt::format("SELECT o.id FROM products p JOIN orders o ON o.product_id = p.id WHERE {0} "
                  "UNION SELECT r.order_id FROM products p JOIN replacements r "
                  "ON r.bad_product_id = p.id WHERE {0} LIMIT {1}",
                  delivers_code(tx), kMaxOfCode),
      without_blanks(code));
}

std::optional<std::int64_t> number_in(std::string_view digits) {
  std::int64_t number = 0;
  const auto* end = digits.data() + digits.size();
  const auto parsed = std::from_chars(digits.data(), end, number);
  const bool is_number = parsed.ec == std::errc() && parsed.ptr == end;
  return is_number && number > 0 ? std::optional(number) : std::nullopt;
}

Slice<Order> orders_where(db::Tx& tx, const Conditions& conditions, Page page) {
  return slice_of(tx.all_with<Order>(
                      fmt::format("{}{} ORDER BY o.id DESC LIMIT {} OFFSET {}", select_orders(""),
                                  conditions.where(), rows_for(page), page.offset),
                      conditions.values()),
                  page);
}

Slice<Order> orders_by_id(db::Tx& tx, std::span<const std::int64_t> ids, Page page) {
  Conditions conditions(tx);
  conditions.parameter(db::to_value(sql::ids_text(tx, ids)));
  conditions.require(fmt::format("o.id {}", sql::in_ids(tx)));
  return orders_where(tx, conditions, page);
}

Slice<Order> orders_by_customers(db::Tx& tx, std::span<const std::int64_t> ids, Page page) {
  Conditions conditions(tx);
  conditions.parameter(db::to_value(sql::ids_text(tx, ids)));
  conditions.require(fmt::format("o.user_id {}", sql::in_ids(tx)));
  return orders_where(tx, conditions, page);
}

Slice<Order> orders_by_number(db::Tx& tx, std::int64_t number, std::string_view typed, Page page) {
  auto ids = orders_of_code(tx, typed);
  ids.push_back(number);
  Conditions conditions(tx);
  conditions.parameter(db::to_value(sql::ids_text(tx, ids)));
  const auto customer = conditions.parameter(db::to_value(number));
  conditions.require(fmt::format("(o.id {} OR o.user_id = {})", sql::in_ids(tx), customer));
  return orders_where(tx, conditions, page);
}

Slice<Order> orders_by_name(db::Tx& tx, std::string_view part, Page page) {
  Conditions conditions(tx);
  const auto name = conditions.parameter(db::to_value(sql::part_parameter(tx, part)));
  conditions.require(fmt::format("({} OR o.user_id IN ({}))", sql::contains(tx, "p.name", name),
                                 select_customers_by_part(tx, name)));
  return orders_where(tx, conditions, page);
}

}  // namespace

Slice<Order> search_orders(db::Tx& tx, std::string_view typed, Page page) {
  const auto text = base::trim(typed);
  if (text.empty()) {
    return orders_where(tx, Conditions(tx), page);
  }
  const auto folded = base::fold(text);
  const std::string_view plain = folded;
  if (plain.starts_with('@')) {
    return orders_by_customers(tx, customers_named(tx, plain, kMaxNamesakes), page);
  }
  if (plain.starts_with('#')) {
    const std::array ids{number_in(base::trim(plain.substr(1))).value_or(0)};
    return orders_by_id(tx, ids, page);
  }
  if (const auto number = number_in(plain)) {
    return orders_by_number(tx, *number, text, page);
  }
  const auto by_code = orders_of_code(tx, text);
  if (!by_code.empty()) {
    return orders_by_id(tx, by_code, page);
  }
  return plain.contains("t.me/")
             ? orders_by_customers(tx, customers_named(tx, plain, kMaxNamesakes), page)
             : orders_by_name(tx, text, page);
}

}  // namespace shop
