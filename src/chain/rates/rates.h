// What coins cost, asked of several places.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "base/alarm.h"
#include "base/clock.h"
#include "base/error.h"
#include "base/log.h"
#include "chain/rates/rate_decision.h"
#include "chain/rates/rate_source.h"
#include "db/core/database.h"
#include "net/client/http_client.h"
#include "shop/deposits/coins/coin.h"

namespace chain {

// Every 10 minutes asks all sources, settles on a price for each coin (rate_decision.h) and keeps
// it (shop/exchange_rate.h). A source that fails is left out and logged; when all fail, the last
// rate stays and grows old. One process of a shop runs it. Not thread-safe;
// destroy it when run() has ended, or when the executor runs no more.
class Rates {
 public:
  struct Options {
    std::vector<base::Coin> coins;
    std::string currency;                 // "PLN"
    std::vector<std::string> urls;        // RATES_URL (rate_source.h); empty: the built-in ones
    std::vector<std::int64_t> owner_ids;  // who is alerted of a rate that has grown old
    std::chrono::milliseconds period{600'000};
    std::chrono::milliseconds retry{60'000};  // after a round without any price
  };

  // Errors (invalid): a URL of no known form.
  static base::Result<std::unique_ptr<Rates>> make(const boost::asio::any_io_executor& executor,
                                                   net::HttpClient& http, db::Database& database,
                                                   const base::Clock& clock, base::Logger& logger,
                                                   Options options);
  // Until stop(). REQUIRES: called once.
  boost::asio::awaitable<void> run();
  void stop() { alarm_.stop(); }

  // One round. Throws db::Failure. True when every coin has a new price.
  boost::asio::awaitable<bool> refresh();

 private:
  using Readings = std::map<base::Coin, std::vector<Reading>>;

  Rates(const boost::asio::any_io_executor& executor, net::HttpClient& http, db::Database& database,
        const base::Clock& clock, base::Logger& logger, Options options,
        std::vector<RateSource> sources);
  boost::asio::awaitable<void> work();
  boost::asio::awaitable<Readings> ask_all();
  boost::asio::awaitable<bool> keep(base::Coin coin, std::vector<Reading> readings);
  boost::asio::awaitable<void> report_age(base::Coin coin);

  base::Alarm alarm_;
  net::HttpClient& http_;
  db::Database& database_;
  const base::Clock& clock_;
  base::Logger& logger_;
  Options options_;
  std::vector<RateSource> sources_;
  std::set<base::Coin> stale_;  // whose old rate was told
};

}  // namespace chain
