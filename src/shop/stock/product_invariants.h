// Invariants of a single unit.
#pragma once

#include "shop/core/invariant.h"

namespace shop {

Invariants product_invariants();

}  // namespace shop
