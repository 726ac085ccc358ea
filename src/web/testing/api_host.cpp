#include "web/testing/api_host.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_future.hpp>
#include <boost/json/parse.hpp>
#include <fstream>
#include <sstream>

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <openssl/evp.h>

#include "web/api/docs/documentation.h"
#include "web/api/health.h"
#include "web/core/password.h"
#include "web/core/session_cookie.h"
#include "web/operation/problem_language.h"

namespace web::testing {
namespace {

namespace asio = boost::asio;

constexpr const char* kLogFile = "api.log";
constexpr const char* kPassword = "open sesame";

Authenticator::Options owners_credentials(std::chrono::milliseconds failure_delay) {
  return {.username = "owner",
          .password_hash = hash_password(kPassword, /*cost=*/4).value(),
          .failure_delay = failure_delay,
          .max_waiting = 2};
}

}  // namespace

std::string basic(const std::string& username_and_password) {
  std::string encoded(4 * ((username_and_password.size() + 2) / 3) + 1, '\0');
  const int length =
      EVP_EncodeBlock(reinterpret_cast<unsigned char*>(encoded.data()),
                      reinterpret_cast<const unsigned char*>(username_and_password.data()),
                      static_cast<int>(username_and_password.size()));
  encoded.resize(static_cast<std::size_t>(length));
  return "Basic " + encoded;
}

ApiHost::ApiHost(db::Database& database, std::chrono::milliseconds failure_delay)
    : logger_({.file = (log_directory_.path() / kLogFile).native(), .standard_output = false}),
      authenticator_(owners_credentials(failure_delay), random_),
      context_{.database = database,
               .clock = clock_,
               .authenticator = authenticator_,
               .rate_limiter = rate_limiter_,
               .metrics = metrics_,
               .logger = logger_,
               .random = random_,
               .bodies = bodies_,
               .host = "test",
               .owner_ids = {kOwnerId},
               .languages = {"en", "pl"},
               .settings = {shop::default_settings(), {}},
               .trusted_proxies = {base::IpRange::parse("127.0.0.1").value()},
               .currency = "PLN",
               .chains = [this] { return chains_; },
               .on_settings_changed = [this] { ++settings_changes_; },
               .session_key = session_key("a key of the tests", authenticator_.options()),
               .version = "0.0.0",
               .bot_username = [] { return std::string("kram_bot"); }} {
  add_health_routes(router_, context_, [this] { return bot_; }, [this] { return chains_; });
  add_routes(api_, router_, context_);
  add_documentation_routes(router_, api_, "0.0.0");
  auto handler = counted(metrics_, in_senders_language(net::Handler(std::cref(router_))));
  auto gate = counted_gate(metrics_, [this](const auto& head) { return router_.admit(head); });
  server_ = net::HttpServer::start(io_.get_executor(), {.gate = gate}, handler, logger_).value();
  client_ = std::make_unique<net::HttpClient>(io_.get_executor());
}

ApiHost::~ApiHost() {
  client_.reset();
  server_.reset();
  // A worker thread of the database may still be letting go of the context.
  io_.restart();
  io_.run();
}

ApiHost::Pending ApiHost::start(net::HttpRequest request) {
  request.url = fmt::format("http://127.0.0.1:{}{}", server_->port(), request.url);
  return asio::co_spawn(io_, client_->send(std::move(request)), asio::use_future);
}

net::HttpResponse ApiHost::wait(Pending& pending) {
  io_.restart();
  while (pending.wait_for(std::chrono::seconds(0)) != std::future_status::ready) {
    io_.run_one();
  }
  return pending.get().value();
}

net::HttpResponse ApiHost::send(net::HttpRequest request) {
  auto pending = start(std::move(request));
  return wait(pending);
}

net::HttpResponse ApiHost::get(const std::string& path) {
  return send({.url = path, .headers = owner()});
}

net::HttpResponse ApiHost::post(const std::string& path, const std::string& body,
                                const std::string& idempotency_key) {
  auto headers = owner();
  headers.add("Content-Type", "application/json");
  if (!idempotency_key.empty()) {
    headers.add("Idempotency-Key", idempotency_key);
  }
  return send({.method = "POST", .url = path, .headers = headers, .body = body});
}

std::string ApiHost::log() const {
  std::ostringstream text;
  text << std::ifstream(log_directory_.path() / kLogFile).rdbuf();
  return text.str();
}

net::Headers ApiHost::owner() {
  return {{"Authorization", basic(std::string("owner:") + kPassword)}};
}

boost::json::value body_of(const net::HttpResponse& response, int status) {
  EXPECT_EQ(response.status, status) << response.body;
  return boost::json::parse(response.body);
}

std::string detail_of(const net::HttpResponse& response, int status) {
  EXPECT_EQ(response.headers.find("Content-Type"), "application/problem+json") << response.body;
  const auto problem = body_of(response, status);
  EXPECT_EQ(problem.at("status").as_int64(), status);
  EXPECT_FALSE(problem.at("title").as_string().empty());
  return std::string(problem.at("detail").as_string());
}

}  // namespace web::testing
