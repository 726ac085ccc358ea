// A sale as the API shows it.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/money.h"
#include "shop/sales/order_record.h"

namespace web {

// A new column of `orders` is shown only when it is added here.
struct OrderView {
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
BOOST_DESCRIBE_STRUCT(OrderView, (),
                      (id, user_id, product_id, city, district, category, name, original_price,
                       discount_applied, final_price, created_at))

struct RefundView {
  std::int64_t order_id = 0;
  base::Money amount;
  std::string reason;
  std::string actor;
  base::Timestamp created_at;
};
BOOST_DESCRIBE_STRUCT(RefundView, (), (order_id, amount, reason, actor, created_at))

struct ReplacementView {
  std::int64_t id = 0;
  std::int64_t order_id = 0;
  std::int64_t bad_product_id = 0;
  std::int64_t good_product_id = 0;
  std::string reason;
  std::string actor;
  base::Timestamp created_at;
};
BOOST_DESCRIBE_STRUCT(ReplacementView, (),
                      (id, order_id, bad_product_id, good_product_id, reason, actor, created_at))

// An order with what became of it.
struct OrderDetails : OrderView {
  shop::DeliveryState delivery = shop::DeliveryState::waiting;
  std::optional<RefundView> refund;
  std::vector<ReplacementView> replacements;
};
BOOST_DESCRIBE_STRUCT(OrderDetails, (OrderView), (delivery, refund, replacements))

struct OrderPath {
  std::int64_t id = 0;
};
BOOST_DESCRIBE_STRUCT(OrderPath, (), (id))

}  // namespace web
