#include "chain/rates/rate_source.h"

#include <algorithm>
#include <array>
#include <boost/json/value.hpp>
#include <chrono>
#include <utility>

#include <fmt/format.h>

#include "chain/rates/decimal.h"
#include "json/json.h"

namespace chain {
namespace {

using base::ErrorKind;
using boost::asio::awaitable;
using boost::json::value;

constexpr std::chrono::seconds kTimeout{20};
constexpr std::array<std::string_view, 3> kKrakenCurrencies{"EUR", "GBP", "USD"};
constexpr json::Limits kLimits{.size_bytes = 1'000'000};

struct FormTraits {
  RateForm form;
  std::string_view path;
  std::string_view name;
  std::string_view built_in;
};

constexpr std::array<FormTraits, 5> kForms{{
    {RateForm::coingecko, "/simple/price", "CoinGecko",
     "https://api.coingecko.com/api/v3/simple/price"},
    {RateForm::coinbase, "/v2/prices", "Coinbase", "https://api.coinbase.com/v2/prices"},
    {RateForm::kraken, "/0/public/Ticker", "Kraken", "https://api.kraken.com/0/public/Ticker"},
    {RateForm::nbp, "/exchangerates/rates", "NBP", "https://api.nbp.pl/api/exchangerates/rates"},
    {RateForm::frankfurter, "/v1/latest", "Frankfurter", "https://api.frankfurter.dev/v1/latest"},
}};

const FormTraits& traits_of(RateForm form) {
  return *std::ranges::find(kForms, form, &FormTraits::form);
}

RateUrl built_in(RateForm form) { return {form, std::string(traits_of(form).built_in)}; }

bool tells_prices(RateForm form) {
  switch (form) {
    case RateForm::coingecko:
    case RateForm::coinbase:
    case RateForm::kraken:
      return true;
    case RateForm::nbp:
    case RateForm::frankfurter:
      return false;
  }
  std::unreachable();
}

bool is_traded_on_kraken(std::string_view currency) {
  return std::ranges::find(kKrakenCurrencies, currency) != kKrakenCurrencies.end();
}

std::string lower(std::string_view text) {
  std::string lowered(text);
  std::ranges::transform(lowered, lowered.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return lowered;
}

std::string with_query(const std::string& url, std::string_view query) {
  return fmt::format("{}{}{}", url, url.contains('?') ? '&' : '?', query);
}

// The value at the end of a path of names and, for "0", first elements; or null.
const value& at(const value& json, std::initializer_list<std::string_view> path) {
  static const value nothing;
  const auto* here = &json;
  for (const auto name : path) {
    const auto* const object = here->if_object();
    const auto* const array = here->if_array();
    const auto* const next = object                     ? object->if_contains(name)
                             : array && !array->empty() ? array->data()
                                                        : nullptr;
    if (next == nullptr) {
      return nothing;
    }
    here = next;
  }
  return *here;
}

std::optional<Decimal> number_at(const value& json, std::initializer_list<std::string_view> path) {
  const auto* const text = at(json, path).if_string();
  return text ? parse_decimal({text->data(), text->size()}) : std::nullopt;
}

// One source at work, for the time of a reading.
class Reader {
 public:
  Reader(net::HttpClient& http, RateSource source, std::vector<base::Coin> coins,
         std::string currency)
      : http_(http),
        source_(std::move(source)),
        coins_(std::move(coins)),
        currency_(std::move(currency)) {}

  awaitable<base::Result<Prices>> read() {
    switch (source_.prices.form) {
      case RateForm::coingecko:
        return read_coingecko();
      case RateForm::coinbase:
        return read_coinbase();
      case RateForm::kraken:
        return read_kraken();
      case RateForm::nbp:
      case RateForm::frankfurter:
        break;
    }
    std::unreachable();
  }

 private:
  awaitable<base::Result<Prices>> read_coingecko() {
    const auto currency = lower(currency_);
    const auto json = co_await get(
        with_query(source_.prices.url, "ids=bitcoin,litecoin&vs_currencies=" + currency));
    if (!json) {
      co_return std::unexpected(json.error());
    }
    Prices prices;
    for (const auto coin : coins_) {
      put(prices, coin, number_at(*json, {row_of(coin).coingecko, currency}));
    }
    co_return checked(std::move(prices));
  }

  awaitable<base::Result<Prices>> read_coinbase() {
    Prices prices;
    for (const auto coin : coins_) {
      const auto json = co_await get(
          fmt::format("{}/{}-{}/spot", source_.prices.url, row_of(coin).coinbase, currency_));
      if (!json) {
        co_return std::unexpected(json.error());
      }
      put(prices, coin, number_at(*json, {"data", "amount"}));
    }
    co_return checked(std::move(prices));
  }

  awaitable<base::Result<Prices>> read_kraken() {
    const bool is_direct = is_traded_on_kraken(currency_);
    const std::string quote = is_direct ? currency_ : "EUR";
    const auto json =
        co_await get(with_query(source_.prices.url, fmt::format("pair=XBT{0},LTC{0}", quote)));
    if (!json) {
      co_return std::unexpected(json.error());
    }
    auto factor = base::Result<Decimal>(Decimal{1'000'000});
    if (!is_direct) {
      factor = co_await read_change();
    }
    if (!factor) {
      co_return std::unexpected(factor.error());
    }
    Prices prices;
    const auto* const pairs = at(*json, {"result"}).if_object();
    for (const auto coin : coins_) {
      if (const auto price = pairs ? kraken_price(*pairs, coin) : std::nullopt) {
        put(prices, coin, multiplied(*price, *factor));
      }
    }
    co_return checked(std::move(prices));
  }

  // The pair is answered under a longer name, such as XXBTZEUR. "c" is the last trade.
  static std::optional<base::Money> kraken_price(const boost::json::object& pairs,
                                                 base::Coin coin) {
    for (const auto& [name, ticker] : pairs) {
      if (std::string_view(name.data(), name.size()).contains(row_of(coin).kraken)) {
        const auto number = number_at(ticker, {"c", "0"});
        return number ? to_money(*number) : std::nullopt;
      }
    }
    return std::nullopt;
  }

  // One euro in the shop's currency.
  awaitable<base::Result<Decimal>> read_change() {
    const auto& [form, url] = *source_.change;
    const bool is_nbp = form == RateForm::nbp;
    const auto json =
        co_await get(is_nbp ? url + "/a/eur/?format=json"
                            : with_query(url, fmt::format("base=EUR&symbols={}", currency_)));
    if (!json) {
      co_return std::unexpected(json.error());
    }
    const auto factor =
        is_nbp ? number_at(*json, {"rates", "0", "mid"}) : number_at(*json, {"rates", currency_});
    if (!factor || factor->millionths == 0) {
      co_return fail(ErrorKind::invalid,
                     fmt::format("{} tells no price of a euro", traits_of(form).name));
    }
    co_return *factor;
  }

  // A JSON document with its numbers as strings.
  awaitable<base::Result<value>> get(std::string url) {
    net::HttpRequest request{.url = std::move(url), .headers = {{"Accept", "application/json"}}};
    request.timeout = kTimeout;
    const auto response = co_await http_.send(std::move(request));
    if (!response) {
      co_return std::unexpected(response.error());
    }
    if (response->status != 200) {
      co_return fail(ErrorKind::unavailable, fmt::format("HTTP {}", response->status));
    }
    auto json = json::parse_value(quote_numbers(response->body), {}, kLimits);
    if (!json) {
      co_return fail(ErrorKind::invalid, "no JSON came");
    }
    co_return *std::move(json);
  }

  static void put(Prices& prices, base::Coin coin, std::optional<base::Money> price) {
    if (price && *price > base::Money()) {
      prices[coin] = *price;
    }
  }
  static void put(Prices& prices, base::Coin coin, std::optional<Decimal> price) {
    put(prices, coin, price ? to_money(*price) : std::nullopt);
  }

  base::Result<Prices> checked(Prices prices) const {
    if (prices.empty()) {
      return fail(ErrorKind::invalid, "the answer has no price");
    }
    return prices;
  }

  std::unexpected<base::Error> fail(ErrorKind kind, std::string_view why) const {
    return base::fail(kind, fmt::format("{} tells no exchange rate: {}.", source_.name(), why));
  }

  net::HttpClient& http_;
  RateSource source_;
  std::vector<base::Coin> coins_;
  std::string currency_;
};

}  // namespace

std::string RateSource::name() const { return std::string(traits_of(prices.form).name); }

base::Result<RateUrl> parse_rate_url(std::string url) {
  auto path = std::string_view(url).substr(0, url.find('?'));
  while (path.ends_with('/')) {
    path.remove_suffix(1);
  }
  for (const auto& traits : kForms) {
    if (path.ends_with(traits.path)) {
      const auto query = url.find('?');
      return RateUrl{traits.form, std::string(path) + (query == url.npos ? "" : url.substr(query))};
    }
  }
  return base::invalid(
      "A URL of RATES_URL must end with /simple/price (CoinGecko), /v2/prices "
      "(Coinbase), /0/public/Ticker (Kraken), /exchangerates/rates (NBP) or "
      "/v1/latest (Frankfurter).");
}

base::Result<std::vector<RateSource>> rate_sources(std::span<const std::string> urls,
                                                   const std::string& currency) {
  std::vector<RateUrl> parsed;
  for (const auto& url : urls) {
    auto one = parse_rate_url(url);
    if (!one) {
      return std::unexpected(std::move(one.error()));
    }
    parsed.push_back(*std::move(one));
  }
  if (parsed.empty()) {
    parsed = {built_in(RateForm::coingecko), built_in(RateForm::coinbase),
              built_in(RateForm::kraken)};
  }
  auto change = built_in(currency == "PLN" ? RateForm::nbp : RateForm::frankfurter);
  const auto changes = std::ranges::find_if(parsed, [&](const RateUrl& url) {
    return !tells_prices(url.form) && (url.form != RateForm::nbp || currency == "PLN");
  });
  if (changes != parsed.end()) {
    change = *changes;
  }
  std::vector<RateSource> sources;
  for (const auto& url : parsed) {
    if (tells_prices(url.form)) {
      sources.push_back({.prices = url, .change = change});
    }
  }
  if (sources.empty()) {
    return base::invalid("RATES_URL names no place that tells a coin's price.");
  }
  return sources;
}

awaitable<base::Result<Prices>> read_prices(net::HttpClient& http, RateSource source,
                                            std::vector<base::Coin> coins, std::string currency) {
  Reader reader(http, std::move(source), std::move(coins), std::move(currency));
  co_return co_await reader.read();
}

}  // namespace chain
