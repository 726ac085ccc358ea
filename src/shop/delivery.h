// Putting what was bought into the outbox. Used inside shop/ only.
#pragma once

#include <cstdint>
#include <optional>

#include "base/clock.h"
#include "db/tx.h"
#include "shop/order.h"

namespace shop {

// Photo and location if the unit has them, then the text.
void enqueue_delivery(db::Tx& tx, std::int64_t order_id, base::Timestamp now);

std::optional<Order> find_order_of_product(db::Tx& tx, std::int64_t product_id);

}  // namespace shop
