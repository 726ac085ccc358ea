// The HTTP API on a real port, and a client that calls it.
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/json/value.hpp>
#include <chrono>
#include <filesystem>
#include <future>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "base/log.h"
#include "base/random.h"
#include "db/core/database.h"
#include "net/client/http_client.h"
#include "net/server/http_server.h"
#include "net/server/router.h"
#include "support/temporary_directory.h"
#include "web/api/health.h"
#include "web/api/operations.h"

namespace web::testing {

// The value of the header Authorization for these credentials.
std::string basic(const std::string& username_and_password);

inline constexpr std::int64_t kOwnerId = 900;  // of ADMIN_IDS

// Serves only while one of its functions runs. The owner is "owner" with the password "open
// sesame".
class ApiHost {
 public:
  // `failure_delay`: how late a wrong guess is answered.
  explicit ApiHost(db::Database& database,
                   std::chrono::milliseconds failure_delay = std::chrono::milliseconds(1));
  ~ApiHost();
  ApiHost(const ApiHost&) = delete;
  ApiHost& operator=(const ApiHost&) = delete;

  using Pending = std::future<base::Result<net::HttpResponse>>;

  // `request.url` is a path. Several requests may be under way.
  Pending start(net::HttpRequest request);
  net::HttpResponse wait(Pending& pending);
  net::HttpResponse send(net::HttpRequest request);

  // Of files that are sent.
  const std::filesystem::path& bodies() const { return bodies_.path(); }
  std::uint16_t port() const { return server_->port(); }

  // With the owner's credentials.
  net::HttpResponse get(const std::string& path);
  net::HttpResponse post(const std::string& path, const std::string& body,
                         const std::string& idempotency_key = "");

  static net::Headers owner();

  // What /readyz reports of the bot.
  void set_bot(BotState state) { bot_ = std::move(state); }
  // What the shop has without the database.
  void set_settings(shop::SettingsBase base) { context_.settings = std::move(base); }
  // Whose X-Forwarded-For is believed: at first that of this machine.
  void trust_proxies(std::vector<base::IpRange> trusted) {
    context_.trusted_proxies = std::move(trusted);
  }
  // The chains that /metrics and the API report.
  void set_chains(std::vector<ChainFigures> chains) { chains_ = std::move(chains); }
  // How often the shop was told that its settings have changed.
  int settings_changes() const { return settings_changes_; }
  // What was logged, a line each.
  std::string log() const;

 private:
  boost::asio::io_context io_;
  base::SystemClock clock_;
  base::SystemRandom random_;
  support::TemporaryDirectory log_directory_;
  base::Logger logger_;
  Metrics metrics_;
  Authenticator authenticator_;
  RateLimiter rate_limiter_;
  support::TemporaryDirectory directory_;
  net::BodyDirectory bodies_{directory_.path() / "bodies"};
  BotState bot_;
  std::vector<ChainFigures> chains_;
  int settings_changes_ = 0;
  Context context_;
  Api api_ = all_operations();
  net::Router router_;
  std::unique_ptr<net::HttpServer> server_;
  std::unique_ptr<net::HttpClient> client_;
};

// The JSON of a response of that status.
boost::json::value body_of(const net::HttpResponse& response, int status);

// The detail of a problem document (RFC 9457) of that status.
std::string detail_of(const net::HttpResponse& response, int status);

}  // namespace web::testing
