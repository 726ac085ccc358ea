#include "shop/sales/order_record.h"

#include <array>

#include <fmt/format.h>

#include "shop/core/acts/audit_log.h"
#include "shop/core/enum_text.h"
#include "shop/sales/notices.h"

namespace shop {
namespace {

DeliveryState delivery_state(db::Tx& tx, std::int64_t order_id) {
  return tx
      .first<DeliveryState>(
          "SELECT status FROM outbox WHERE kind = 'delivery_text' AND subject_id = $1 "
          "ORDER BY id DESC LIMIT 1",
          order_id)
      .value_or(DeliveryState::sent);
}

}  // namespace

std::optional<OrderRecord> find_order_record(db::Tx& tx, std::int64_t order_id) {
  auto order = find_order(tx, order_id);
  if (!order) {
    return std::nullopt;
  }
  return OrderRecord{.order = std::move(*order),
                     .refund = find_refund(tx, order_id),
                     .replacements = replacements_of(tx, order_id),
                     .delivery = delivery_state(tx, order_id)};
}

std::optional<Delivery> reveal_delivery(db::Tx& tx, std::int64_t order_id,
                                        const Permit<Act::see_deliveries>& permit,
                                        base::Timestamp now) {
  const std::array ids{order_id};
  auto found = find_delivered_orders(tx, ids);
  if (found.empty()) {
    return std::nullopt;
  }
  record(tx, permit, {.subject = fmt::format("order:{}", order_id), .details = ""}, now);
  return std::move(found.front().delivery);
}

}  // namespace shop
