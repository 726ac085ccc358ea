// Invariants of reservations and orders: their units, price, transfer and delivery.
#pragma once

#include "db/core/value.h"
#include "shop/core/invariant.h"

namespace shop {

Invariants sale_invariants(db::Engine engine);

}  // namespace shop
