// The query of the API's lists: ?page=1&per_page=50&sort=-created_at and filters.
#pragma once

#include <boost/describe.hpp>
#include <boost/mp11.hpp>
#include <optional>
#include <span>
#include <string_view>

#include "base/error.h"
#include "net/core/query.h"
#include "shop/core/page.h"

namespace web {

inline constexpr int kMaxPerPage = 200;

template <class Column>
struct ListOrder {
  Column column{};  // an enumerator
  bool descending = false;
};

// Errors (invalid): a page or size that is not a positive number or too large, a name that is
// neither `page`, `per_page`, `sort` nor one of `filters`, or a repeated name.
base::Result<shop::Page> read_page(const net::Query& query,
                                   std::span<const std::string_view> filters);

// The order that `sort` asks for, "-created_at" when it is missing; the enumerators of `Column` are
// the columns. Errors (invalid): another column.
template <class Column>
base::Result<ListOrder<Column>> read_order(const net::Query& query);

// "true" or "false". Errors (invalid): anything else.
base::Result<std::optional<bool>> read_flag(const net::Query& query, std::string_view name);

// A positive number. Errors (invalid): anything else.
base::Result<std::optional<std::int64_t>> read_id(const net::Query& query, std::string_view name);

std::optional<std::string> read_text(const net::Query& query, std::string_view name);

// "`sort` must be one of id, name, …".
base::Error unknown_column(std::span<const std::string_view> columns);

template <class Column>
base::Result<ListOrder<Column>> read_order(const net::Query& query) {
  const auto text = query.find("sort").value_or("-created_at");
  const bool descending = text.starts_with('-');
  std::optional<Column> column;
  std::vector<std::string_view> names;
  boost::mp11::mp_for_each<boost::describe::describe_enumerators<Column>>([&](auto enumerator) {
    names.emplace_back(enumerator.name);
    if (text.substr(descending ? 1 : 0) == enumerator.name) {
      column = enumerator.value;
    }
  });
  if (!column) {
    return std::unexpected(unknown_column(names));
  }
  return ListOrder<Column>{.column = *column, .descending = descending};
}

}  // namespace web
