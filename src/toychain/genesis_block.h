// The genesis blocks of the coins' regtest, byte for byte: a shop checks their ids.
#pragma once

#include "base/coin.h"
#include "chain/keys/bytes.h"

namespace toychain {

// From the parameters in toy_coin.h.
chain::Bytes genesis_block(base::Coin coin);

}  // namespace toychain
