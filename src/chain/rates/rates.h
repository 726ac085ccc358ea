// What coins cost, asked of several places.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/error.h"
#include "base/log.h"
#include "db/core/database.h"
#include "net/client/http_client.h"
#include "shop/deposits/coin.h"

namespace chain {

// Every 10 minutes asks all sources, settles on a price for each coin (rate_decision.h) and keeps
// it (shop/exchange_rate.h). A source that fails is left out and logged; when all fail, the last
// rate stays and grows old. One process of a shop runs it. Not thread-safe.
class Rates {
 public:
  struct Options {
    std::vector<shop::Coin> coins;
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
  ~Rates();
  Rates(const Rates&) = delete;
  Rates& operator=(const Rates&) = delete;

  // Until stop(). REQUIRES: called once.
  boost::asio::awaitable<void> run();
  void stop();

  // One round. Throws db::Failure. True when every coin has a new price.
  boost::asio::awaitable<bool> refresh();

 private:
  struct State;
  explicit Rates(std::shared_ptr<State> state);
  std::shared_ptr<State> state_;
};

}  // namespace chain
