// A coin that only this test knows.
#pragma once

#include "base/coin.h"

namespace e2e {

inline constexpr auto kThirdCoin = static_cast<base::Coin>(2);
// What its button says: the id of a text that no language has.
inline constexpr const char* kThirdCoinName = "deposit.toy";

}  // namespace e2e
