// The first blocks of both coins' regtest, byte for byte: by them a shop knows whose chain it is.
#pragma once

#include "chain/keys/bytes.h"
#include "chain/keys/network.h"

namespace toychain {

// chainparams.cpp of Bitcoin Core and of Litecoin Core.
chain::Bytes first_block(chain::Coin coin);

}  // namespace toychain
