// Enqueues the delivery of an order. Used inside shop/ only.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <string_view>

#include "base/clock.h"
#include "db/core/tx.h"

namespace shop {

// What is delivered besides the text.
struct DeliveryParts {
  bool has_photo = false;
  bool has_location = false;
};
BOOST_DESCRIBE_STRUCT(DeliveryParts, (), (has_photo, has_location))

// The columns of DeliveryParts, of a table named p.
inline constexpr std::string_view kDeliveryParts =
    "p.delivery_photo IS NOT NULL AS has_photo, p.delivery_latitude IS NOT NULL AS has_location";

// Enqueues photo and location if the unit has them, then the text.
void enqueue_delivery(db::Tx& tx, std::int64_t user_id, std::int64_t order_id,
                      const DeliveryParts& parts, base::Timestamp now);

}  // namespace shop
