// A shop on a thread of its own, as `kram serve` runs it.
#pragma once

#include <boost/asio/io_context.hpp>
#include <chrono>
#include <cstdint>
#include <future>
#include <memory>
#include <optional>
#include <thread>

#include "app/services/shop_service.h"
#include "base/clock.h"
#include "base/error.h"
#include "base/log.h"
#include "base/random.h"
#include "db/core/database.h"
#include "net/client/http_client.h"

namespace e2e {

// Runs from construction to stop() or an error of its own. Used by one thread, the test's.
class RunningShop {
 public:
  struct Options {
    app::SettingValues settings;
    app::Roles roles{.bot = true, .jobs = true};
    app::Jobs::Options jobs;
    std::optional<int> chat_send_limit = {};  // as in app::Settings
  };

  // Opens DATABASE_URL and listens, so that port() is known. REQUIRES: clock and logger outlive it.
  // Throws std::runtime_error when the settings are wrong or it cannot listen.
  RunningShop(const Options& options, const base::Clock& clock, base::Logger& logger);
  // Calls stop().
  ~RunningShop();
  RunningShop(const RunningShop&) = delete;
  RunningShop& operator=(const RunningShop&) = delete;

  // Ends it as SIGTERM does. May be called again.
  void stop();

  // Waits for its end and returns the result. Throws std::runtime_error when it does not end.
  base::Result<void> wait();

  // REQUIRES: it has role web or a webhook.
  std::uint16_t port() const { return service_->port().value(); }

 private:
  void run();

  base::SystemRandom random_;
  boost::asio::io_context io_{1};
  std::unique_ptr<db::Database> database_;
  std::unique_ptr<app::ShopService> service_;
  std::promise<base::Result<void>> ended_;
  std::shared_future<base::Result<void>> end_;
  std::thread thread_;
};

// Sends a request and blocks until the answer arrives. Throws std::runtime_error when there is
// none.
net::HttpResponse exchange(net::HttpRequest request);

}  // namespace e2e
