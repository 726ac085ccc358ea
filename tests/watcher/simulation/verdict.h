// Whether the shop's books say what the world's chain says.
#pragma once

#include <string>

#include "db/core/tx.h"
#include "shop/deposits/deposit.h"
#include "watcher/simulation/world.h"

namespace simulation {

// What is wrong first; "": nothing. REQUIRES: the watcher has nothing more to do.
std::string find_disagreement(db::Tx& tx, const World& world, const shop::DepositRules& rules);

// The same of what must hold at any time: nothing is credited before it has its confirmations.
std::string find_early_credit(db::Tx& tx, const World& world, const shop::DepositRules& rules);

}  // namespace simulation
