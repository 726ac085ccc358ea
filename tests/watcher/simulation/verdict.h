// Compares the shop's books with the world's chain.
#pragma once

#include <string>

#include "db/core/tx.h"
#include "shop/deposits/deposit.h"
#include "watcher/simulation/world.h"

namespace simulation {

// Returns the first fault, or "". REQUIRES: the watcher has nothing more to do.
std::string find_disagreement(db::Tx& tx, const World& world, const shop::DepositRules& rules);

// The same for a rule that holds at any time: nothing is credited before it has its confirmations.
std::string find_early_credit(db::Tx& tx, const World& world, const shop::DepositRules& rules);

}  // namespace simulation
