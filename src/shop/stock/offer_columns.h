// The columns of products that all units of an offer share. Used inside shop/ only.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>

#include <fmt/format.h>

namespace shop {

// A new column that a customer sees on the card belongs here, and in withdrawn_products.
inline constexpr std::string_view kOfferColumns =
    "city, district, category, name, description, base_price, discount_percent, discount_before, "
    "discount_ends_at";

// The same of the table `table`: "p.city, p.district, …".
inline std::string offer_columns(std::string_view table) {
  std::string columns;
  for (auto rest = kOfferColumns; !rest.empty();) {
    const auto end = std::min(rest.find(", "), rest.size());
    columns += fmt::format("{}{}.{}", columns.empty() ? "" : ", ", table, rest.substr(0, end));
    rest.remove_prefix(std::min(end + 2, rest.size()));
  }
  return columns;
}

}  // namespace shop
