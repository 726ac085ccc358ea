// The shop's name for a coin.
#pragma once

#include <utility>

#include "chain/keys/network.h"
#include "shop/deposits/coin.h"

namespace chain {

inline shop::Coin shop_coin(Coin coin) {
  switch (coin) {
    case Coin::bitcoin:
      return shop::Coin::btc;
    case Coin::litecoin:
      return shop::Coin::ltc;
  }
  std::unreachable();
}

}  // namespace chain
