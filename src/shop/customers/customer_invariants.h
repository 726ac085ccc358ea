// Invariants of customers and the staff.
#pragma once

#include "shop/core/invariant.h"

namespace shop {

Invariants customer_invariants();

}  // namespace shop
