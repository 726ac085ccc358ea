// The invariants of money and stock, recomputed from the tables.
#pragma once

#include <string>
#include <vector>

#include "base/clock.h"
#include "db/tx.h"

namespace shop {

// One sentence for each violation (at most 100 for each invariant); empty when all is right. Reads
// whole tables: for `kram audit` and tests, in one Database::read.
std::vector<std::string> violations(db::Tx& tx, base::Timestamp now);

}  // namespace shop
