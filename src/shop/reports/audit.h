// Checks the invariants of money and stock.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "db/core/tx.h"

namespace shop {

// Called before each check: its number, from 1, and how many there are.
using OnCheck = std::function<void(std::size_t check, std::size_t of)>;

// One sentence for each violation; empty when there is none. Reads whole tables: for `kram audit`
// and tests, in one Database::read.
std::vector<std::string> violations(db::Tx& tx, base::Timestamp now, const OnCheck& on_check = {});

}  // namespace shop
