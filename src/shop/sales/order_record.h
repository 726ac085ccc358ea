// An order with what became of it, as staff see it.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <vector>

#include "base/clock.h"
#include "db/core/tx.h"
#include "shop/core/acts/permit.h"
#include "shop/sales/order.h"
#include "shop/sales/refund.h"
#include "shop/sales/replacement.h"

namespace shop {

// How far the newest delivery of an order has come.
enum class DeliveryState { waiting, sent, given_up };
BOOST_DESCRIBE_ENUM(DeliveryState, waiting, sent, given_up)

struct OrderRecord {
  Order order;
  std::optional<Refund> refund;
  std::vector<Replacement> replacements;
  DeliveryState delivery = DeliveryState::waiting;
};

std::optional<OrderRecord> find_order_record(db::Tx& tx, std::int64_t order_id);

// What the customer was given; writes in the audit log that it was seen. Empty: there is no such
// order.
std::optional<Delivery> reveal_delivery(db::Tx& tx, std::int64_t order_id,
                                        const Permit<Act::see_deliveries>& permit,
                                        base::Timestamp now);

}  // namespace shop
