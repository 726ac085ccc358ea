// Notices that deliver an order.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <optional>

#include "shop/core/outbox.h"

namespace shop {

struct OrderNotice {
  std::int64_t order_id = 0;

  std::optional<std::int64_t> subject_id() const { return order_id; }
};
BOOST_DESCRIBE_STRUCT(OrderNotice, (), (order_id))

inline constexpr NoticeKind<OrderNotice> kDeliveryPhoto{"delivery_photo"};
inline constexpr NoticeKind<OrderNotice> kDeliveryLocation{"delivery_location"};
inline constexpr NoticeKind<OrderNotice> kDeliveryText{"delivery_text"};

}  // namespace shop
