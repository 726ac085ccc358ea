#include "shop/deposits/deposit_method.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/check.h"

namespace shop {
namespace {

template <class Column>
const DepositMethodRow* find_row(Column DepositMethodRow::* column, const auto& value) {
  const auto found = std::ranges::find(deposit_methods(), value, column);
  return found == deposit_methods().end() ? nullptr : &*found;
}

}  // namespace

const DepositMethodRow& row_of(DepositMethod method) {
  const auto* const row = find_row(&DepositMethodRow::method, method);
  base::check(row != nullptr, "each method of deposits has a row");
  return *row;
}

DepositMethod method_of(Coin coin) {
  const auto* const row = find_row(&DepositMethodRow::coin, std::optional(coin));
  base::check(row != nullptr, "each coin has a method of deposits");
  return row->method;
}

std::optional<Coin> coin_of(DepositMethod method) { return row_of(method).coin; }

std::string methods_sql(DepositFamily family) {
  std::string list;
  for (const auto& row : deposit_methods()) {
    if (row.family == family) {
      list += fmt::format("{}'{}'", list.empty() ? "" : ", ", row.id);
    }
  }
  return "(" + list + ")";
}

}  // namespace shop

std::optional<shop::DepositMethod> base::EnumNames<shop::DepositMethod>::find(
    std::string_view text) {
  const auto* const row = shop::find_row(&shop::DepositMethodRow::id, text);
  return row ? std::optional(row->method) : std::nullopt;
}
