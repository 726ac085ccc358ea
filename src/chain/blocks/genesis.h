// Genesis blocks, which tell networks apart.
#pragma once

#include <string>
#include <vector>

#include "chain/keys/network.h"

namespace chain {

// The valid ids of the first block (base/coin.h). Empty for signet, where private networks are
// common.
std::vector<std::string> genesis_of(Coin coin, Network network);

}  // namespace chain
