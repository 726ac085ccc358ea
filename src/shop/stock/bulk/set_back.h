// Sets units back to what they were before a change of many of them. Used inside shop/ only.
#pragma once

#include <cstdint>

#include "db/core/tx.h"
#include "shop/stock/bulk/units_before.h"
#include "shop/stock/bulk/work.h"

namespace shop {

// Those that still have what `undone` set. Returns how many. REQUIRES: `undo` is locked.
std::int64_t set_back(db::Tx& tx, const BulkWork& undo, const BulkChange& undone,
                      const UnitsBefore& before);

}  // namespace shop
