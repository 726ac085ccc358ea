// The invariants of all rooms. Used inside shop/ only.
#pragma once

#include "db/core/value.h"
#include "shop/core/invariant.h"

namespace shop {

Invariants invariants(db::Engine engine);

}  // namespace shop
