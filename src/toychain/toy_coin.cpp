#include "toychain/toy_coin.h"

#include <algorithm>

#include "base/check.h"

namespace toychain {

const ToyCoin& toy_coin(base::Coin coin) {
  const auto found = std::ranges::find(toy_coins(), coin, &ToyCoin::coin);
  base::check(found != toy_coins().end(), "each coin has a toy chain");
  return *found;
}

}  // namespace toychain
