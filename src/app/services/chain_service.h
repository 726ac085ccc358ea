// The chains of a running shop: one watcher for each coin that is on, and the exchange rates.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <memory>
#include <utility>
#include <vector>

#include "app/cluster/context.h"
#include "app/cluster/leader_task.h"
#include "app/settings/settings.h"
#include "base/coin.h"
#include "chain/backends/backend_pool.h"
#include "chain/rates/rates.h"
#include "chain/watcher/watcher.h"
#include "net/client/http_client.h"
#include "web/core/metrics.h"

namespace app {

// Of a client that fetches whole blocks.
net::HttpClient::Options block_options_of(const Settings& settings);

// What a watcher needs; `http` takes blocks.
// Errors: as require_backend. REQUIRES: the coin is on.
base::Result<std::unique_ptr<chain::BackendPool>> make_backends(const Settings& settings,
                                                                base::Coin coin,
                                                                net::HttpClient& http,
                                                                const Context& context);
chain::Watcher::Context watcher_context(const Settings& settings, base::Coin coin,
                                        chain::BackendPool& backends, const Context& context);

// Role `chain`. Used on `executor`, which runs on one thread; what it refers to outlives it.
class ChainService {
 public:
  // Errors (invalid): as make_backend; a URL of RATES_URL.
  static base::Result<std::unique_ptr<ChainService>> make(boost::asio::any_io_executor executor,
                                                          const Settings& settings,
                                                          const Context& context);
  ChainService(boost::asio::any_io_executor executor, const Settings& settings,
               const Context& context);

  // Until stop(). REQUIRES: called once.
  boost::asio::awaitable<void> run();
  void stop();

  // The settings as they are from now on: what is credited, and the commission.
  void follow(const Settings& settings);

  // One for each coin that is on and watched by this process.
  std::vector<std::pair<base::Coin, chain::WatcherStatus>> status() const;
  // The same for /metrics.
  std::vector<web::ChainFigures> figures() const;

 private:
  // One coin.
  struct Follower {
    base::Coin coin = base::Coin::btc;
    std::unique_ptr<chain::BackendPool> backends;
    std::unique_ptr<LeaderTask> task;
    std::unique_ptr<chain::Watcher> watcher;  // while it runs here
  };

  base::Result<void> prepare();
  base::Result<void> prepare_rates();
  boost::asio::awaitable<void> follow(Follower& follower);
  boost::asio::awaitable<base::Result<void>> watch(Follower& follower);
  boost::asio::awaitable<void> run_rates();
  boost::asio::awaitable<base::Result<void>> read_rates();
  // Those from `first` on, side by side.
  boost::asio::awaitable<void> run_followers(std::size_t first);

  boost::asio::any_io_executor executor_;
  Settings settings_;
  Context context_;
  net::HttpClient http_;
  std::vector<Follower> followers_;
  std::unique_ptr<chain::Rates> rates_;
  LeaderTask rates_task_;
};

}  // namespace app
