// The genesis blocks of both coins' regtest, byte for byte: a shop checks their ids.
#pragma once

#include "chain/keys/bytes.h"
#include "chain/keys/network.h"

namespace toychain {

// From chainparams.cpp of Bitcoin Core and of Litecoin Core.
chain::Bytes genesis_block(chain::Coin coin);

}  // namespace toychain
