// Orders and what they deliver.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/coordinate.h"
#include "base/money.h"
#include "db/core/tx.h"
#include "shop/core/list.h"
#include "shop/core/page.h"

namespace shop {

// A row of `orders` with its unit's name and place.
struct Order {
  std::int64_t id = 0;
  std::int64_t user_id = 0;
  std::int64_t product_id = 0;
  std::string city;
  std::string district;
  std::string category;
  std::string name;
  base::Money original_price;
  base::Percent discount_applied;
  base::Money final_price;
  base::Timestamp created_at;
};
BOOST_DESCRIBE_STRUCT(Order, (),
                      (id, user_id, product_id, city, district, category, name, original_price,
                       discount_applied, final_price, created_at))

// What the buyer is given. Secret until the order exists; never logged.
struct Delivery {
  std::optional<std::string> photo;  // a Telegram file id or a URL
  std::optional<base::Location> location;
  std::string text;
};

struct OrderFilter {
  std::optional<std::int64_t> user_id;
  std::optional<std::string> city;
  std::optional<std::string> district;
  std::optional<std::string> category;
  std::optional<std::string> q;  // part of the product's name, regardless of case
  std::optional<base::Timestamp> from = {};
  std::optional<base::Timestamp> until = {};  // not included
};

enum class OrderSort { id, created_at };
BOOST_DESCRIBE_ENUM(OrderSort, id, created_at)

// Newest first.
Slice<Order> orders_of(db::Tx& tx, std::int64_t user_id, Page page);

std::optional<Order> find_order(db::Tx& tx, std::int64_t id);
// The order that has, or had before a replacement, the unit.
std::optional<Order> find_order_of_product(db::Tx& tx, std::int64_t product_id);

struct DeliveredOrder {
  Order order;
  Delivery delivery;
};

// Those of the orders that exist, in any order.
std::vector<DeliveredOrder> find_delivered_orders(db::Tx& tx, std::span<const std::int64_t> ids);

// Enqueues the delivery once more, unless it is still waiting. Returns false when the order is not
// the customer's.
bool deliver_again(db::Tx& tx, std::int64_t order_id, std::int64_t user_id, base::Timestamp now);

Listing<Order> list_orders(db::Tx& tx, const OrderFilter& filter, OrderSort sort, bool descending,
                           Page page);

// The same in parts (list.h). Empty: `part.after` is unknown.
std::optional<ListRows<Order>> order_rows(db::Tx& tx, const OrderFilter& filter,
                                          const ListOrder<OrderSort>& order, const ListPart& part);

}  // namespace shop
