// Invariants of checkouts: what they completed.
#pragma once

#include "shop/core/invariant.h"

namespace shop {

Invariants checkout_invariants();

}  // namespace shop
