#include "chain/rates/rates.h"

#include <utility>

#include "db/core/failure.h"
#include "shop/deposits/alert.h"
#include "shop/deposits/coins/exchange_rate.h"

namespace chain {
namespace {

using boost::asio::awaitable;

std::string_view reason(RateRefusal refusal) {
  switch (refusal) {
    case RateRefusal::nothing_read:
      return "no source tells one";
    case RateRefusal::disagreement:
      return "the sources disagree";
    case RateRefusal::jump:
      return "it differs by over 20% from the last one and only one source says so";
  }
  std::unreachable();
}

// Until the program starts again, the shop's currency may be another one than its own.
std::optional<shop::ExchangeRate> last_rate(db::Tx& tx, base::Coin coin,
                                            std::string_view currency) {
  auto last = shop::latest_rate(tx, coin);
  return last && last->currency == currency ? last : std::nullopt;
}

}  // namespace

awaitable<void> Rates::work() {
  while (!alarm_.is_stopped()) {
    bool is_fresh = false;
    try {
      is_fresh = co_await refresh();
    } catch (const db::Failure& failure) {
      logger_.warn("Exchange rates wait for the database: {}", failure.what());
    }
    co_await alarm_.pause(is_fresh ? options_.period : options_.retry);
  }
}

awaitable<bool> Rates::refresh() {
  auto readings = co_await ask_all();
  bool is_fresh = true;
  for (const auto coin : options_.coins) {
    if (co_await keep(coin, std::move(readings[coin]))) {
      stale_.erase(coin);
    } else {
      is_fresh = false;
      co_await report_age(coin);
    }
  }
  co_return is_fresh;
}

awaitable<Rates::Readings> Rates::ask_all() {
  Readings readings;
  for (const auto& source : sources_) {
    const auto prices = co_await read_prices(http_, source, options_.coins, options_.currency);
    if (!prices) {
      logger_.warn("{}", prices.error().message);
      continue;
    }
    for (const auto& [coin, price] : *prices) {
      readings[coin].push_back({.source = source.name(), .price = price});
    }
  }
  co_return readings;
}

awaitable<bool> Rates::keep(base::Coin coin, std::vector<Reading> readings) {
  const auto agreed = co_await database_.transact(
      [coin, &currency = options_.currency, readings = std::move(readings),
       now = clock_.now()](db::Tx& tx) -> std::expected<AgreedPrice, RateRefusal> {
        auto price = agree_on_price(readings, last_rate(tx, coin, currency), now);
        if (price) {
          shop::save_rate(tx, {.coin = coin,
                               .price = price->price,
                               .currency = currency,
                               .source = price->source,
                               .read_at = now});
        }
        return price;
      });
  if (agreed) {
    logger_.debug("{} costs {} {} ({})", name_of(coin), agreed->price.decimal(), options_.currency,
                  agreed->source);
  } else {
    logger_.warn("{} has no new exchange rate: {}.", name_of(coin), reason(agreed.error()));
  }
  co_return agreed.has_value();
}

// Deposits wait for a fresh rate: told once.
awaitable<void> Rates::report_age(base::Coin coin) {
  if (stale_.contains(coin)) {
    co_return;
  }
  const bool is_told =
      co_await database_.transact([coin, &owners = options_.owner_ids,
                                   &currency = options_.currency, now = clock_.now()](db::Tx& tx) {
        const auto last = last_rate(tx, coin, currency);
        const bool is_stale = last && now - last->read_at > shop::kRateLifetime;
        if (is_stale) {
          shop::raise_alert(tx, owners, {.alert = shop::AlertKind::rates_stale, .coin = coin}, now);
        }
        return is_stale;
      });
  if (is_told) {
    stale_.insert(coin);
  }
}

base::Result<std::unique_ptr<Rates>> Rates::make(const boost::asio::any_io_executor& executor,
                                                 net::HttpClient& http, db::Database& database,
                                                 const base::Clock& clock, base::Logger& logger,
                                                 Options options) {
  auto sources = rate_sources(options.urls, options.currency);
  if (!sources) {
    return std::unexpected(std::move(sources.error()));
  }
  return std::unique_ptr<Rates>(
      new Rates(executor, http, database, clock, logger, std::move(options), *std::move(sources)));
}

Rates::Rates(const boost::asio::any_io_executor& executor, net::HttpClient& http,
             db::Database& database, const base::Clock& clock, base::Logger& logger,
             Options options, std::vector<RateSource> sources)
    : alarm_(executor),
      http_(http),
      database_(database),
      clock_(clock),
      logger_(logger),
      options_(std::move(options)),
      sources_(std::move(sources)) {}

awaitable<void> Rates::run() { co_await alarm_.run(work()); }

}  // namespace chain
