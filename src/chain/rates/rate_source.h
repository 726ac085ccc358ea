// Places that tell what a coin costs.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/money.h"
#include "net/client/http_client.h"
#include "shop/deposits/coins/coin.h"

namespace chain {

// Forms are told apart by the URL's path:
//   …/simple/price         CoinGecko, an aggregate of exchanges; parameters of its own may follow
//   …/v2/prices            Coinbase, a broker's spot price
//   …/0/public/Ticker      Kraken, an exchange; for a currency that it does not trade, in euro,
//                          changed by one of
//   …/exchangerates/rates  Narodowy Bank Polski: one euro in PLN
//   …/v1/latest            Frankfurter: one euro in another currency, by the European Central Bank
enum class RateForm { coingecko, coinbase, kraken, nbp, frankfurter };

struct RateUrl {
  RateForm form = RateForm::coingecko;
  std::string url;
};

// Errors (invalid): none of these forms.
base::Result<RateUrl> parse_rate_url(std::string url);

struct RateSource {
  RateUrl prices;
  std::optional<RateUrl> change;  // from euro into the shop's currency

  std::string name() const;  // "Kraken"
};

// The sources for `urls`, or the built-in ones when there are none. Errors (invalid): a URL of no
// known form, or none that tells prices.
base::Result<std::vector<RateSource>> rate_sources(std::span<const std::string> urls,
                                                   const std::string& currency);

using Prices = std::map<base::Coin, base::Money>;

// What the source says now; coins that it does not know are left out. Errors: unavailable, invalid.
boost::asio::awaitable<base::Result<Prices>> read_prices(net::HttpClient& http, RateSource source,
                                                         std::vector<base::Coin> coins,
                                                         std::string currency);

}  // namespace chain
