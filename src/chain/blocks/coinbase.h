// Heights in coinbases (BIP34): the only proof of a block's height that the block itself holds.
#pragma once

#include <cstdint>

#include "chain/blocks/block.h"
#include "chain/keys/bytes.h"
#include "chain/keys/network.h"

namespace chain {

// What the input's script of a coinbase at that height begins with. REQUIRES: not negative.
Bytes height_script(std::int64_t height);

// Whether the block may stand at that height: where the network asks for it, its coinbase says so.
// Below that height (CoinNetwork::bip34_height) any block may, but on the main networks none:
// blocks so old have less work than is believed (proof_of_work.h).
// REQUIRES: parse_block() has proved it.
bool may_stand_at(const Block& block, std::int64_t height, Coin coin, Network network);

}  // namespace chain
