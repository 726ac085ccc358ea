// Invariants of the ledger and of customers' balances.
#pragma once

#include "shop/core/invariant.h"

namespace shop {

Invariants ledger_invariants();

}  // namespace shop
