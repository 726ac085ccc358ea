// Finds orders by what staff know of them.
#pragma once

#include <string_view>

#include "db/core/tx.h"
#include "shop/core/page.h"
#include "shop/sales/order.h"

namespace shop {

// The orders that the text may mean, newest first: "#12" that number; "12" that number, that
// customer and that code; "@ann" those of the customers who are or were called so, also as a link
// of t.me; another text what was delivered, however it is spaced, and when nothing was, a part of
// the product's name or of a present or former name of the customer. An empty text finds all.
// REQUIRES: base::is_utf8(typed).
Slice<Order> search_orders(db::Tx& tx, std::string_view typed, Page page);

}  // namespace shop
