#include "shop/sales/delivery.h"

#include "shop/core/outbox.h"

namespace shop {

void enqueue_delivery(db::Tx& tx, std::int64_t user_id, std::int64_t order_id,
                      const DeliveryParts& parts, base::Timestamp now) {
  const auto add = [&](NoticeKind kind) {
    enqueue(tx, {.kind = kind, .user_id = user_id, .payload = payload_of("order_id", order_id)},
            now);
  };
  if (parts.has_photo) {
    add(NoticeKind::delivery_photo);
  }
  if (parts.has_location) {
    add(NoticeKind::delivery_location);
  }
  add(NoticeKind::delivery_text);
}

}  // namespace shop
