// How chains begin, which tells them apart.
#pragma once

#include <string>
#include <vector>

#include "chain/keys/network.h"

namespace chain {

// The ids of the first block, as Bitcoin Core's and Litecoin Core's chain parameters have them.
// Empty where networks of one's own are usual (signet).
std::vector<std::string> genesis_of(Coin coin, Network network);

}  // namespace chain
