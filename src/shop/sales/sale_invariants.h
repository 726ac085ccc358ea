// What holds and orders promise: of their units, their price, their transfer and their delivery.
#pragma once

#include "db/core/value.h"
#include "shop/core/invariant.h"

namespace shop {

Invariants sale_invariants(db::Engine engine);

}  // namespace shop
