// Statements that read orders. Used inside shop/sales only.
#pragma once

#include <string>
#include <string_view>

#include <fmt/format.h>

#include "db/core/columns.h"
#include "shop/sales/order.h"

namespace shop {

// The columns of Order, of orders o and their units p.
inline constexpr auto kOrderColumns =
    db::columns<Order>("o", "p", "city", "district", "category", "name");

inline std::string select_orders(std::string_view rest) {
  return fmt::format("SELECT {} FROM orders o JOIN products p ON p.id = o.product_id {}",
                     kOrderColumns, rest);
}

}  // namespace shop
