// The invariants of money and stock, recomputed from the tables.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "db/core/tx.h"

namespace shop {

// Which check begins, counted from 1, and of how many.
using OnCheck = std::function<void(std::size_t check, std::size_t of)>;

// One sentence for each violation; empty when all is right. Reads whole tables: for `kram audit`
// and tests, in one Database::read.
std::vector<std::string> violations(db::Tx& tx, base::Timestamp now, const OnCheck& on_check = {});

}  // namespace shop
