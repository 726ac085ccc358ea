#include "chain/rates/rates.h"

#include <set>
#include <utility>

#include "base/alarm.h"
#include "chain/rates/rate_decision.h"
#include "chain/rates/rate_source.h"
#include "db/core/failure.h"
#include "shop/deposits/alert.h"
#include "shop/deposits/exchange_rate.h"

namespace chain {
namespace {

using boost::asio::awaitable;

std::string_view name_of(shop::Coin coin) {
  switch (coin) {
    case shop::Coin::btc:
      return "Bitcoin";
    case shop::Coin::ltc:
      return "Litecoin";
  }
  std::unreachable();
}

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

}  // namespace

struct Rates::State {
  using Readings = std::map<shop::Coin, std::vector<Reading>>;

  awaitable<void> work();
  awaitable<bool> refresh();
  awaitable<Readings> ask_all();
  awaitable<bool> keep(shop::Coin coin, std::vector<Reading> readings);
  awaitable<void> report_age(shop::Coin coin);

  base::Alarm alarm;
  net::HttpClient& http;
  db::Database& database;
  const base::Clock& clock;
  base::Logger& logger;
  Options options;
  std::vector<RateSource> sources;
  std::set<shop::Coin> stale;  // whose old rate was told
};

awaitable<void> Rates::State::work() {
  while (!alarm.is_stopped()) {
    bool is_fresh = false;
    try {
      is_fresh = co_await refresh();
    } catch (const db::Failure& failure) {
      logger.warn("Exchange rates wait for the database: {}", failure.what());
    }
    co_await alarm.pause(is_fresh ? options.period : options.retry);
  }
}

awaitable<bool> Rates::State::refresh() {
  auto readings = co_await ask_all();
  bool is_fresh = true;
  for (const auto coin : options.coins) {
    if (co_await keep(coin, std::move(readings[coin]))) {
      stale.erase(coin);
    } else {
      is_fresh = false;
      co_await report_age(coin);
    }
  }
  co_return is_fresh;
}

awaitable<Rates::State::Readings> Rates::State::ask_all() {
  Readings readings;
  for (const auto& source : sources) {
    const auto prices = co_await read_prices(http, source, options.coins, options.currency);
    if (!prices) {
      logger.warn("{}", prices.error().message);
      continue;
    }
    for (const auto& [coin, price] : *prices) {
      readings[coin].push_back({.source = source.name(), .price = price});
    }
  }
  co_return readings;
}

awaitable<bool> Rates::State::keep(shop::Coin coin, std::vector<Reading> readings) {
  const auto agreed =
      co_await database.transact([coin, readings = std::move(readings), now = clock.now()](
                                     db::Tx& tx) -> std::expected<AgreedPrice, RateRefusal> {
        auto price = agree_on_price(readings, shop::latest_rate(tx, coin), now);
        if (price) {
          shop::save_rate(
              tx, {.coin = coin, .price = price->price, .source = price->source, .read_at = now});
        }
        return price;
      });
  if (agreed) {
    logger.debug("{} costs {} {} ({})", name_of(coin), agreed->price.decimal(), options.currency,
                 agreed->source);
  } else {
    logger.warn("{} has no new exchange rate: {}.", name_of(coin), reason(agreed.error()));
  }
  co_return agreed.has_value();
}

// Deposits wait for a fresh rate: told once.
awaitable<void> Rates::State::report_age(shop::Coin coin) {
  if (stale.contains(coin)) {
    co_return;
  }
  const bool is_told = co_await database.transact(
      [coin, &owners = options.owner_ids, now = clock.now()](db::Tx& tx) {
        const auto last = shop::latest_rate(tx, coin);
        const bool is_stale = last && now - last->read_at > shop::kRateLifetime;
        if (is_stale) {
          shop::raise_alert(tx, owners, {.kind = shop::AlertKind::rates_stale, .coin = coin}, now);
        }
        return is_stale;
      });
  if (is_told) {
    stale.insert(coin);
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
      new Rates(std::make_shared<State>(base::Alarm(executor), http, database, clock, logger,
                                        std::move(options), *std::move(sources))));
}

Rates::Rates(std::shared_ptr<State> state) : state_(std::move(state)) {}

Rates::~Rates() { stop(); }

awaitable<void> Rates::run() {
  const auto state = state_;
  co_await state->alarm.run(state->work());
}

void Rates::stop() { state_->alarm.stop(); }

awaitable<bool> Rates::refresh() { return state_->refresh(); }

}  // namespace chain
