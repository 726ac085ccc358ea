// Rows for `kram export`, in batches so that a large table needs little memory.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "db/tx.h"
#include "shop/order.h"

namespace shop {

// Up to `limit` orders with ids above `after`, by id.
std::vector<Order> orders_after(db::Tx& tx, std::int64_t after, int limit);

// A field of a CSV line, quoted where RFC 4180 asks for it. A text that a spreadsheet would run as
// a formula gets a leading apostrophe.
std::string csv_field(std::string_view text);

// The columns of Order, and one order; each ends with a line end.
std::string orders_csv_header();
std::string csv_line(const Order& order);

// One JSON object, money as a decimal string, times in RFC 3339; no line end.
std::string json_object(const Order& order);

}  // namespace shop
