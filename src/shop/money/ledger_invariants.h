// What the ledger and the customers' balances promise.
#pragma once

#include "shop/core/invariant.h"

namespace shop {

Invariants ledger_invariants();

}  // namespace shop
