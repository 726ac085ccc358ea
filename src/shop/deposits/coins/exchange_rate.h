// What a coin costs, as it was read, and in which currency.
#pragma once

#include <boost/describe.hpp>
#include <chrono>
#include <optional>
#include <string>

#include "base/clock.h"
#include "base/money.h"
#include "db/core/tx.h"
#include "shop/deposits/coins/coin.h"

namespace shop {

struct ExchangeRate {
  Coin coin = Coin::btc;
  base::Money price;     // of a whole coin
  std::string currency;  // of the price: "PLN"
  std::string source;    // for people: "median of coingecko, kraken"
  base::Timestamp read_at;
};
BOOST_DESCRIBE_STRUCT(ExchangeRate, (), (coin, price, currency, source, read_at))

// With an older one nothing is credited.
inline constexpr std::chrono::minutes kRateLifetime{60};

// A second reading of the same moment in that currency replaces the first. REQUIRES: the price is
// above zero and has a currency.
void save_rate(db::Tx& tx, const ExchangeRate& rate);

// The newest in the shop's currency (shop/reports/shop_currency.h), however old; none before that
// is noted.
std::optional<ExchangeRate> latest_rate(db::Tx& tx, Coin coin);

// That when it is no older than kRateLifetime.
std::optional<ExchangeRate> fresh_rate(db::Tx& tx, Coin coin, base::Timestamp now);

// Deletes rates from before `before`, but not the newest of a coin in a currency; returns how many.
// A deposit keeps its own rate.
std::int64_t prune_rates(db::Tx& tx, base::Timestamp before);

}  // namespace shop
