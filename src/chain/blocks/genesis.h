// Genesis blocks, which tell networks apart.
#pragma once

#include <string>
#include <vector>

#include "chain/keys/network.h"

namespace chain {

// The valid ids of the first block, from Bitcoin Core's and Litecoin Core's chain parameters. Empty
// for signet, where private networks are common.
std::vector<std::string> genesis_of(Coin coin, Network network);

}  // namespace chain
