// What deposits and their addresses promise.
#pragma once

#include "shop/core/invariant.h"

namespace shop {

Invariants deposit_invariants();

}  // namespace shop
