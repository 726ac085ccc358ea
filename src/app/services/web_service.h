// The HTTP side of a running shop.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "app/cluster/context.h"
#include "app/import/requested_imports.h"
#include "app/settings/settings.h"
#include "net/server/http_server.h"
#include "net/server/router.h"
#include "web/api/health.h"
#include "web/api/operations.h"
#include "web/core/authenticator.h"
#include "web/core/metrics.h"

namespace app {

// Listens on WEB_LISTEN: /healthz, /readyz and /metrics always, the HTTP API with role `web`, and
// the bot's webhook when it has one. Used on `executor`, which runs on one thread; what it refers
// to outlives it.
class WebService {
 public:
  struct Webhook {
    std::string url;  // "" for none; served at its path
    net::Handler receive;
    net::Gate gate;
  };

  // `imports`: where files of imports are received. `on_settings_changed`: called when the API has
  // changed what owners set in the database.
  WebService(const Settings& settings, const Context& context, web::Metrics& metrics,
             const RequestedImports::Place& imports, std::function<void()> on_settings_changed);

  // Errors: invalid (no such address), unavailable (in use, not permitted). REQUIRES: called once.
  base::Result<void> start(boost::asio::any_io_executor executor, bool has_api, web::BotReport bot,
                           web::ChainReport chains, const Webhook& webhook,
                           std::function<std::string()> bot_username);

  // Lets running requests finish. REQUIRES: started.
  boost::asio::awaitable<void> stop();

  // REQUIRES: started.
  std::uint16_t port() const { return server_->port(); }

 private:
  std::string listen_;
  web::Metrics& metrics_;
  base::Logger& logger_;
  web::Authenticator authenticator_;
  web::RateLimiter rate_limiter_;
  net::BodyDirectory bodies_;
  web::Context context_;
  web::Api api_ = web::all_operations();
  net::Router router_;
  std::unique_ptr<net::HttpServer> server_;
};

}  // namespace app
