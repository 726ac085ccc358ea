#include "shop/sales/delivery.h"

#include "shop/sales/notices.h"

namespace shop {

void enqueue_delivery(db::Tx& tx, std::int64_t user_id, std::int64_t order_id,
                      const DeliveryParts& parts, base::Timestamp now) {
  if (parts.has_photo) {
    enqueue(tx, kDeliveryPhoto, user_id, {order_id}, now);
  }
  if (parts.has_location) {
    enqueue(tx, kDeliveryLocation, user_id, {order_id}, now);
  }
  enqueue(tx, kDeliveryText, user_id, {order_id}, now);
}

}  // namespace shop
