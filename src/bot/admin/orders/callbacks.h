// Callbacks of the staff's buttons about orders. What is searched for stands in the dialog.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <string_view>

#include "base/money.h"
#include "bot/view/callback.h"

namespace bot::admin {

// The orders that were searched for, or all; the next text is searched for.
struct ListOrders {
  static constexpr std::string_view tag = "found_orders";
  Offset offset = 0;
};
BOOST_DESCRIBE_STRUCT(ListOrders, (), (offset))

// All orders.
struct ForgetSearch {
  static constexpr std::string_view tag = "all_orders";
};
BOOST_DESCRIBE_STRUCT(ForgetSearch, (), ())

// The card of an order. Back leads to the orders of its customer, on that page, or to the search.
struct OpenOrder {
  static constexpr std::string_view tag = "open_order";
  std::int64_t order_id = 0;
  bool from_customer = false;
  Offset offset = 0;
};
BOOST_DESCRIBE_STRUCT(OpenOrder, (), (order_id, from_customer, offset))

struct RevealDelivery {
  static constexpr std::string_view tag = "reveal";
  std::int64_t order_id = 0;
};
BOOST_DESCRIBE_STRUCT(RevealDelivery, (), (order_id))

// Asks how much; the next text is the answer.
struct AskRefund {
  static constexpr std::string_view tag = "refund";
  std::int64_t order_id = 0;
};
BOOST_DESCRIBE_STRUCT(AskRefund, (), (order_id))

// Asks why; the next text is the answer.
struct PickRefund {
  static constexpr std::string_view tag = "refund_part";
  std::int64_t order_id = 0;
  base::Money amount;
};
BOOST_DESCRIBE_STRUCT(PickRefund, (), (order_id, amount))

// The reason stands in the dialog.
struct RefundOrder {
  static constexpr std::string_view tag = "refund_now";
  std::int64_t order_id = 0;
  base::Money amount;
};
BOOST_DESCRIBE_STRUCT(RefundOrder, (), (order_id, amount))

// Asks why; the next text is the answer.
struct AskReplacement {
  static constexpr std::string_view tag = "replace";
  std::int64_t order_id = 0;
};
BOOST_DESCRIBE_STRUCT(AskReplacement, (), (order_id))

// Replaces for the usual reason. `product_id` is the unit that the order had on the screen.
struct ReplaceUnit {
  static constexpr std::string_view tag = "replace_now";
  std::int64_t order_id = 0;
  std::int64_t product_id = 0;
};
BOOST_DESCRIBE_STRUCT(ReplaceUnit, (), (order_id, product_id))

}  // namespace bot::admin
