// The coins that the shop takes, and their worth in its currency.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/money.h"

namespace shop {

enum class Coin { btc, ltc };
BOOST_DESCRIBE_ENUM(Coin, btc, ltc)

// "BTC", "LTC".
std::string_view code_of(Coin coin);

inline constexpr std::int64_t kSatPerCoin = 100'000'000;

// "0.0005", "1": without zeros at the end.
std::string coins_text(std::int64_t amount_sat);

// amount × price of a whole coin, rounded half up to 0.01. REQUIRES: neither is negative; the worth
// is within Money's range.
base::Money worth_of(std::int64_t amount_sat, base::Money price);

// Whether the worth is within Money's range.
bool is_worth_in_range(std::int64_t amount_sat, base::Money price);

}  // namespace shop
