// Chooses a price from several sources.
#pragma once

#include <expected>
#include <optional>
#include <span>
#include <string>

#include "base/clock.h"
#include "base/money.h"
#include "shop/deposits/coins/exchange_rate.h"

namespace chain {

// The price of a whole coin at one source.
struct Reading {
  std::string source;
  base::Money price;
};

struct AgreedPrice {
  base::Money price;
  std::string source;  // "median of Coinbase, Kraken"
};

enum class RateRefusal {
  nothing_read,
  disagreement,  // no two sources agree, and there is no recent rate to compare with
  jump,          // over 20% from the last rate, and no two sources agree on it
};

// The median of the largest group of sources that are within 3% of each other. When no two agree,
// the reading that is nearest to the last rate, within 20% of it; a last rate older than a day does
// not count. REQUIRES: prices are above zero.
std::expected<AgreedPrice, RateRefusal> agree_on_price(
    std::span<const Reading> readings, const std::optional<shop::ExchangeRate>& last,
    base::Timestamp now);

}  // namespace chain
