// Amounts of coins, and their worth in the shop's currency.
#pragma once

#include <cstdint>
#include <string>

#include "base/coin.h"
#include "base/money.h"

namespace shop {

using base::Coin;

inline constexpr std::int64_t kSatPerCoin = 100'000'000;

// "0.0005", "1": without zeros at the end.
std::string coins_text(std::int64_t amount_sat);

// amount × price of a whole coin, rounded half up to 0.01. REQUIRES: neither is negative; the worth
// is within Money's range.
base::Money worth_of(std::int64_t amount_sat, base::Money price);

// The fewest satoshis that are worth `amount`. REQUIRES: both are above zero.
std::int64_t coins_for(base::Money amount, base::Money price);

// Whether the worth is within Money's range.
bool is_worth_in_range(std::int64_t amount_sat, base::Money price);

}  // namespace shop
