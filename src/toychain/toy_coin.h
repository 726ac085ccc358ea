// What a toy chain needs to know of its coin beyond base/coin.h.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "base/coin.h"

namespace toychain {

struct ToyCoin {
  base::Coin coin = base::Coin::btc;
  // The first block of the coin's regtest.
  std::string_view headline;  // a newspaper's, of the day when the coin began
  std::string_view key;       // uncompressed, which the first coins pay
  std::uint32_t nonce = 0;
  // What the demo's page shows.
  std::int64_t price = 0;  // of one, in PLN
  std::string_view suggestion;
};

// Each coin of base::coins() once, in its order.
std::span<const ToyCoin> toy_coins();

const ToyCoin& toy_coin(base::Coin coin);

}  // namespace toychain
