// Invariants of tickets.
#pragma once

#include "shop/core/invariant.h"

namespace shop {

Invariants support_invariants();

}  // namespace shop
