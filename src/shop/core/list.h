// Parts of long lists, by number or behind a row, in an order that the reader chooses.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "base/enum_text.h"
#include "json/json.h"
#include "shop/core/conditions.h"

namespace shop {

// The enumerators of Sort are columns that hold no NULL; rows that are equal in it follow by id.
template <base::DescribedEnum Sort>
struct ListOrder {
  Sort column{};
  bool is_descending = false;
};

struct ListPart {
  // `next` of the part before: costs the same however far on it is. Without one, rows are skipped.
  std::optional<std::string> after = {};
  int offset = 0;
  int limit = 50;
};

template <class Row>
struct ListRows {
  std::vector<Row> items;
  std::optional<std::int64_t> total;  // of all parts; not counted for a part behind a row
  std::optional<std::string> next;    // none: the list ends here
};

namespace detail {

// The place behind a row: the column's value and the id, as hexadecimal digits of their JSON.
std::string cursor_text(const boost::json::value& value, std::int64_t id);
struct Cursor {
  boost::json::value value;
  std::int64_t id = 0;
};
std::optional<Cursor> read_cursor(std::string_view text);

// Calls `visit` with the member of Row that is called `name`.
template <class Row, class Visit>
void visit_member(std::string_view name, Visit visit) {
  boost::mp11::mp_for_each<json::detail::MembersOf<Row>>([&](auto member) {
    if (name == member.name) {
      visit(member.pointer);
    }
  });
}

template <class Row>
std::string cursor_of(const Row& row, std::string_view column) {
  std::string text;
  visit_member<Row>(column,
                    [&](auto pointer) { text = cursor_text(json::encode(row.*pointer), row.id); });
  return text;
}

// Empty: the cursor's value is none of the column's.
template <class Row>
std::optional<db::Value> column_value(std::string_view column, const boost::json::value& json) {
  std::optional<db::Value> value;
  visit_member<Row>(column, [&](auto pointer) {
    using Member = std::remove_cvref_t<decltype(std::declval<Row&>().*pointer)>;
    if (auto decoded = json::read<Member>(json, json::Strictness::strict)) {
      using db::to_value;  // or that of the member's own namespace
      value = to_value(*decoded);
    }
  });
  return value;
}

}  // namespace detail

// What a list is made of.
struct ListSource {
  std::string_view columns;  // of its rows
  std::string_view from;     // "products p"
  std::string_view alias;    // "p", whose columns Sort's enumerators and `id` are
};

// Empty: `part.after` is no `next` of this list in this order.
template <class Row, class Sort>
std::optional<ListRows<Row>> list_rows(db::Tx& tx, const ListSource& source, Conditions conditions,
                                       const ListOrder<Sort>& order, const ListPart& part) {
  const auto column = base::EnumNames<Sort>::text(order.column);
  ListRows<Row> rows;
  if (part.after) {
    const auto cursor = detail::read_cursor(*part.after);
    const auto value = cursor ? detail::column_value<Row>(column, cursor->value) : std::nullopt;
    if (!value) {
      return std::nullopt;
    }
    const auto behind = conditions.parameter(*value);
    conditions.require(fmt::format("({0}.{1}, {0}.id) {2} ({3}, {4})", source.alias, column,
                                   order.is_descending ? "<" : ">", behind,
                                   conditions.parameter(db::to_value(cursor->id))));
  } else {
    rows.total = tx.all_with<std::int64_t>(
                       fmt::format("SELECT count(*) FROM {}{}", source.from, conditions.where()),
                       conditions.values())
                     .front();
  }
  const auto where = conditions.where();
  const auto limit = conditions.parameter(db::to_value(part.limit + 1));
  const auto offset = conditions.parameter(db::to_value(part.after ? 0 : part.offset));
  rows.items = tx.all_with<Row>(
      fmt::format("SELECT {0} FROM {1}{2} ORDER BY {3}.{4} {5}, {3}.id {5} LIMIT {6} OFFSET {7}",
                  source.columns, source.from, where, source.alias, column,
                  order.is_descending ? "DESC" : "ASC", limit, offset),
      conditions.values());
  if (rows.items.size() > static_cast<std::size_t>(part.limit)) {
    rows.items.pop_back();
    rows.next = detail::cursor_of(rows.items.back(), column);
  }
  return rows;
}

}  // namespace shop
