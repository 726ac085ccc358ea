// Access, health, figures, and an unavailable database.
#include <chrono>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "db/migrations/migrations.h"
#include "db/open.h"
#include "shop/customers/customer.h"
#include "support/eventually.h"
#include "support/on_both_engines.h"
#include "support/postgres_server.h"
#include "web/testing/api_test_base.h"

namespace {

using web::testing::ApiHost;
using web::testing::basic;
using web::testing::detail_of;

class ApiAccess : public web::testing::ApiTestBase {
 protected:
};

INSTANTIATE_TEST_SUITE_P(, ApiAccess, support::kBothEngines, support::engine_name);

TEST_P(ApiAccess, IsGivenToTheOwnerOnly) {
  const std::vector<net::Headers> strangers{
      {},
      {{"Authorization", basic("owner:wrong")}},
      {{"Authorization", basic("admin:open sesame")}},
      {{"Authorization", "Basic %%%"}},
      {{"Authorization", basic("no colon")}},
      {{"Authorization", "Bearer" + basic("owner:open sesame").substr(5)}}};
  for (const auto* path : {"/api/products", "/api/orders"}) {
    for (const auto& headers : strangers) {
      const auto response = host_->send({.url = path, .headers = headers});
      EXPECT_TRUE(detail_of(response, 401).contains("Sign in")) << path;
      EXPECT_TRUE(response.headers.find("WWW-Authenticate").value_or("").starts_with("Basic "));
    }
    EXPECT_EQ(host_->get(path).status, 200) << path;
  }
}

TEST_P(ApiAccess, WithoutCredentialsChangesNothing) {
  for (const auto* path : {"/api/products", "/api/users/5/adjustments", "/api/discount/bulk"}) {
    const auto response = host_->send(
        {.method = "POST",
         .url = path,
         .headers = {{"Authorization", basic("owner:wrong")}, {"Content-Type", "application/json"}},
         .body = R"({"filter":{"sold":false},"discount_percent":100})"});
    EXPECT_TRUE(detail_of(response, 401).contains("Sign in")) << path;
  }
}

TEST_P(ApiAccess, AsksForAContentTypeThatNoFormCanSend) {
  for (const auto* type : {"text/plain", "application/x-www-form-urlencoded", "", "json",
                           "application/jsonp", "multipart/form-data; boundary=x"}) {
    auto headers = ApiHost::owner();
    headers.add("Content-Type", type);
    const auto response =
        host_->send({.method = "POST",
                     .url = "/api/discount/bulk",
                     .headers = headers,
                     .body = R"({"filter":{"sold":false},"discount_percent":100})"});
    EXPECT_TRUE(detail_of(response, 400).contains("Content-Type")) << type;
  }
}

TEST_P(ApiAccess, AnswersUnknownPathsAndMethodsWithProblems) {
  EXPECT_FALSE(detail_of(host_->get("/api/nothing"), 404).empty());
  EXPECT_FALSE(detail_of(host_->get("/api/users/5/"), 404).empty());
  const auto deleted =
      host_->send({.method = "DELETE", .url = "/api/products", .headers = ApiHost::owner()});
  EXPECT_FALSE(detail_of(deleted, 405).empty());
  EXPECT_TRUE(deleted.headers.has_token("Allow", "POST"));
}

TEST_P(ApiAccess, TellsWhetherTheShopIsReady) {
  EXPECT_EQ(host_->send({.url = "/healthz"}).status, 200);
  EXPECT_EQ(host_->send({.url = "/readyz"}).status, 200);
  EXPECT_FALSE(host_->send({.url = "/readyz"}).body.contains("note"));
  host_->set_bot({.note = "an update was not delivered"});
  EXPECT_TRUE(
      host_->send({.url = "/readyz"}).body.contains(R"("note":"an update was not delivered")"));
  EXPECT_EQ(host_->send({.url = "/readyz"}).status, 200);
  host_->set_bot({.trouble = "getUpdates fails"});
  EXPECT_TRUE(host_->send({.url = "/readyz"}).body.contains("getUpdates fails"));
  EXPECT_EQ(host_->send({.url = "/readyz"}).status, 503);
  EXPECT_EQ(host_->send({.url = "/healthz"}).status, 200);
}

TEST_P(ApiAccess, ShowsFiguresToThisMachineAndToTheOwnerOnly) {
  transact([&](db::Tx& tx) {
    base::SystemRandom random;
    return shop::register_customer(tx, {.id = 5, .first_name = "Ana"}, random,
                                   base::SystemClock().now());
  });
  const auto local = host_->send({.url = "/metrics"});
  EXPECT_EQ(local.status, 200);
  EXPECT_TRUE(local.body.contains("\nkram_customers 1\n")) << local.body;
  EXPECT_TRUE(local.body.contains("\nkram_database_up 1\n")) << local.body;
  EXPECT_TRUE(local.body.contains("# TYPE kram_updates_total counter\n"));
  const std::vector<net::Headers::Field> strange{
      {"X-Forwarded-For", "203.0.113.7"}, {"Forwarded", "for=203.0.113.7"},
      {"X-Real-IP", "203.0.113.7"},       {"Via", "1.1 proxy"},
      {"X-Forwarded-Host", "localhost"},  {"CF-Connecting-IP", "203.0.113.7"},
      {"Host", "evil.example:8000"}};
  for (const auto& field : strange) {
    const auto refused = host_->send({.url = "/metrics", .headers = {field}});
    EXPECT_FALSE(detail_of(refused, 401).empty()) << field.first;
    auto as_owner = ApiHost::owner();
    as_owner.add(field.first, field.second);
    EXPECT_EQ(host_->send({.url = "/metrics", .headers = as_owner}).status, 200) << field.first;
  }
  EXPECT_EQ(host_->send({.url = "/metrics", .headers = {{"Host", "localhost:8000"}}}).status, 200);
}

TEST_P(ApiAccess, ReadsNoBodyOfThoseItDoesNotKnow) {
  const std::string body(900'000, 'x');
  const auto send = [&](net::Headers headers, const std::string& path) {
    headers.add("Content-Type", "application/json");
    return host_->send({.method = "POST", .url = path, .headers = headers, .body = body});
  };
  for (const auto* path : {"/api/products", "/api/discount/bulk", "/api/users/5/adjustments"}) {
    EXPECT_FALSE(detail_of(send({}, path), 401).empty()) << path;
    EXPECT_EQ(send(ApiHost::owner(), path).status, 400) << path;
  }
  EXPECT_EQ(send(ApiHost::owner(), "/api/nothing").status, 404);
  EXPECT_EQ(send(ApiHost::owner(), "/metrics").status, 405);
  EXPECT_TRUE(host_->send({.url = "/metrics"}).body.contains("code=\"4xx\"} 8\n"));
}

TEST_P(ApiAccess, ForbidsCachesAndGuessesOfTheContentType) {
  for (const auto* path : {"/api/products", "/api/nothing", "/metrics", "/healthz", "/readyz"}) {
    for (const auto& headers : {ApiHost::owner(), net::Headers()}) {
      const auto response = host_->send({.url = path, .headers = headers});
      EXPECT_EQ(response.headers.find("X-Content-Type-Options"), "nosniff") << path;
      EXPECT_EQ(response.headers.find("Cache-Control"), "no-store") << path;
    }
  }
}

TEST_P(ApiAccess, ShowsTheChainsAndTheirBackends) {
  EXPECT_FALSE(host_->send({.url = "/metrics"}).body.contains("kram_backend"));
  host_->set_chains(
      {{.coin = "BTC",
        .height = 799'999,
        .has_caught_up = true,
        .stands_still = true,
        .backends = {
            {.name = "rpc 127.0.0.1:8332", .is_up = true, .tip_height = 800'000, .failures = 2},
            {.name = "esplora host.example", .failures = 7}}}});
  const auto page = host_->send({.url = "/metrics"}).body;
  for (const auto* line :
       {R"(kram_chain_height{coin="BTC"} 799999)", R"(kram_chain_caught_up{coin="BTC"} 1)",
        R"(kram_chain_stalled{coin="BTC"} 1)",
        R"(kram_backend_up{coin="BTC",backend="rpc 127.0.0.1:8332"} 1)",
        R"(kram_backend_up{coin="BTC",backend="esplora host.example"} 0)",
        R"(kram_backend_tip_height{coin="BTC",backend="rpc 127.0.0.1:8332"} 800000)",
        R"(kram_backend_failures_total{coin="BTC",backend="esplora host.example"} 7)",
        "# TYPE kram_backend_failures_total counter"}) {
    EXPECT_TRUE(page.contains('\n' + std::string(line) + '\n')) << line << " in " << page;
  }
  EXPECT_FALSE(page.contains(R"(kram_backend_tip_height{coin="BTC",backend="esplora)"));
}

TEST_P(ApiAccess, RefusesGuessesWhileOthersAreChecked) {
  ApiHost slow(database(), /*failure_delay=*/std::chrono::seconds(1));
  constexpr std::size_t kGuesses = 10;
  std::vector<ApiHost::Pending> guesses;
  guesses.reserve(kGuesses);
  for (std::size_t i = 0; i < kGuesses; ++i) {
    guesses.push_back(
        slow.start({.url = "/api/orders",
                    .headers = {{"Authorization", basic("owner:" + std::to_string(i))}}}));
  }
  int busy = 0;
  for (auto& guess : guesses) {
    const auto response = slow.wait(guess);
    if (response.status == 429) {
      ++busy;
      EXPECT_EQ(response.headers.find("Retry-After"), "1");
      continue;
    }
    EXPECT_EQ(response.status, 401);
  }
  EXPECT_GE(busy, 1);
  EXPECT_LE(busy, 8);
  EXPECT_EQ(slow.get("/api/orders").status, 200);
}

TEST(ApiWithoutDatabase, IsNotReadyWhileTheDatabaseTakesNoWrites) {
  support::PostgresServer server;
  base::Logger logger;
  const auto database = db::open({.url = server.url("postgres"), .connections = 2}, logger).value();
  db::migrate(*database, base::SystemClock()).value();
  ApiHost host(*database);
  server.run_sql("ALTER DATABASE postgres SET default_transaction_read_only = on");
  server.run_sql(
      "DO $$ BEGIN PERFORM pg_terminate_backend(pid) FROM pg_stat_activity "
      "WHERE datname = 'postgres' AND pid <> pg_backend_pid(); END $$");
  EXPECT_TRUE(support::eventually([&] {
    return host.send({.url = "/readyz"}).body.contains("cannot write: it is read-only");
  }));
  EXPECT_EQ(host.send({.url = "/readyz"}).status, 503);
}

TEST(ApiWithoutDatabase, AnswersServiceUnavailable) {
  support::PostgresServer server;
  base::Logger logger;
  const auto database = db::open({.url = server.url("postgres"), .connections = 2}, logger).value();
  db::migrate(*database, base::SystemClock()).value();
  ApiHost host(*database);
  EXPECT_EQ(host.get("/api/orders").status, 200);
  server.kill();
  EXPECT_TRUE(detail_of(host.get("/api/orders"), 503).contains("database"));
  EXPECT_FALSE(
      detail_of(host.post("/api/users/5/adjustments", R"({"amount":"5","reason":"x"})", "k"), 503)
          .empty());
  const auto readiness = host.send({.url = "/readyz"});
  EXPECT_EQ(readiness.status, 503);
  EXPECT_TRUE(readiness.body.contains("does not answer")) << readiness.body;
  EXPECT_EQ(host.send({.url = "/healthz"}).status, 200);
  const auto metrics = host.send({.url = "/metrics"});
  EXPECT_EQ(metrics.status, 200);
  EXPECT_TRUE(metrics.body.contains("\nkram_database_up 0\n")) << metrics.body;
  server.start();
  // After failures a connection is tried again only after a pause.
  EXPECT_TRUE(support::eventually([&] { return host.get("/api/orders").status == 200; }));
  EXPECT_EQ(host.send({.url = "/readyz"}).status, 200);
}

}  // namespace
