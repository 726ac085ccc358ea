// Notices of reservations and orders.
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

// A purchase that completed while its customer was not looking; the delivery follows.
inline constexpr NoticeKind<OrderNotice> kOrderDone{"order_done"};
// Another unit has taken the place of a bad one; its delivery follows.
inline constexpr NoticeKind<OrderNotice> kOrderReplaced{"order_replaced"};
inline constexpr NoticeKind<OrderNotice> kOrderRefunded{"order_refunded"};
inline constexpr NoticeKind<OrderNotice> kDeliveryPhoto{"delivery_photo"};
inline constexpr NoticeKind<OrderNotice> kDeliveryLocation{"delivery_location"};
inline constexpr NoticeKind<OrderNotice> kDeliveryText{"delivery_text"};

struct UnitNotice {
  std::int64_t product_id = 0;

  std::optional<std::int64_t> subject_id() const { return product_id; }
};
BOOST_DESCRIBE_STRUCT(UnitNotice, (), (product_id))

// The time of the customer's reservation ran out.
inline constexpr NoticeKind<UnitNotice> kReservationEnded{"reservation_ended"};

}  // namespace shop
