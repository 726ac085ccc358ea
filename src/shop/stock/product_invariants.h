// What a unit promises by itself.
#pragma once

#include "shop/core/invariant.h"

namespace shop {

Invariants product_invariants();

}  // namespace shop
