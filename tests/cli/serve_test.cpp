// `kram serve` in surroundings that fail.
#include <csignal>
#include <filesystem>
#include <fstream>
#include <string>

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/types.h>

#include "chain/testing/scripted_server.h"
#include "cli/kram.h"
#include "net/client/http_client.h"
#include "support/eventually.h"
#include "support/free_port.h"
#include "support/postgres_server.h"

namespace {

using cli::Kram;

class ServeInTrouble : public testing::Test {
 protected:
  // What a shop without a bot needs, over SQLite unless `database_url` says otherwise.
  cli::Environment environment(const std::string& database_url = "") const {
    return {{"DATABASE_URL", database_url.empty() ? "sqlite:kram.db" : database_url},
            {"WEB_LISTEN", fmt::format("127.0.0.1:{}", port_)},
            {"WEB_SECRET_KEY", std::string(32, 'k')},
            {"WEB_ADMIN_USERNAME", "owner"},
            {"WEB_ADMIN_PASSWORD", "$2b$04$abcdefghijklmnopqrstuuO4S4zQm0KGzZL3BvXbwQ8cZ8f0X1Xh2"}};
  }
  // The body of the answer, with its status in front; "" when there is none.
  std::string get(const std::string& path) {
    const auto answer =
        loop_.run(http_.send({.url = fmt::format("http://127.0.0.1:{}{}", port_, path)}));
    return answer ? fmt::format("{} {}", answer->status, answer->body) : "";
  }
  bool answers(const std::string& path, const std::string& words) {
    return support::eventually([&] { return get(path).contains(words); });
  }

  Kram kram_;

 private:
  std::uint16_t port_ = support::free_port();
  chain::testing::Loop loop_;
  net::HttpClient http_{loop_.context().get_executor()};
};

TEST_F(ServeInTrouble, GoesOnWhenNobodyReadsItsOutputAnyMore) {
  auto start = kram_.start({}, environment());
  start.arguments = {"-c", R"((echo $BASHPID > pid; exec "$0" serve --roles web) | head -n 1)",
                     start.path};
  start.path = "/bin/bash";
  support::Program program(start);
  ASSERT_TRUE(answers("/readyz", "200 "));
  for (int i = 0; i < 3; ++i) {
    EXPECT_TRUE(get("/api/orders").starts_with("401 "));
  }
  EXPECT_TRUE(get("/healthz").starts_with("200 "));
  pid_t pid = 0;
  std::ifstream(kram_.path("pid")) >> pid;
  ASSERT_GT(pid, 0);
  EXPECT_EQ(kill(pid, SIGTERM), 0);
  EXPECT_EQ(program.wait().exit_code, 0);
}

TEST_F(ServeInTrouble, KeepsItsFilesToItself) {
  support::Program program(kram_.start({"serve", "--roles", "web"}, environment()));
  ASSERT_TRUE(answers("/readyz", "200 "));
  for (const auto* name : {"kram.db", "kram.db-wal", "bot.log"}) {
    EXPECT_EQ(std::filesystem::status(kram_.path(name)).permissions(), std::filesystem::perms(0600))
        << name;
  }
}

// A limit on the size of files refuses what a full disk refuses.
TEST_F(ServeInTrouble, IsNotReadyWhileNothingCanBeWritten) {
  support::Program program(kram_.start({"serve", "--roles", "web"}, environment()));
  ASSERT_TRUE(answers("/readyz", "200 "));
  rlimit limit{};
  ASSERT_EQ(prlimit(program.process_id(), RLIMIT_FSIZE, nullptr, &limit), 0);
  const rlimit none{.rlim_cur = 0, .rlim_max = limit.rlim_max};
  ASSERT_EQ(prlimit(program.process_id(), RLIMIT_FSIZE, &none, nullptr), 0);
  EXPECT_TRUE(answers("/readyz", "cannot write")) << get("/readyz");
  EXPECT_TRUE(get("/readyz").starts_with("503 "));
  EXPECT_TRUE(get("/healthz").starts_with("200 "));
  ASSERT_EQ(prlimit(program.process_id(), RLIMIT_FSIZE, &limit, nullptr), 0);
  EXPECT_TRUE(answers("/readyz", "200 "));
}

TEST_F(ServeInTrouble, WaitsForAPostgresThatComesUpAfterIt) {
  support::PostgresServer server;
  server.kill();
  support::Program program(
      kram_.start({"serve", "--roles", "web"}, environment(server.url("postgres"))));
  ASSERT_TRUE(
      support::eventually([&] { return program.output().contains("waiting up to 60 s for it"); }));
  EXPECT_FALSE(program.has_ended());
  server.start();
  EXPECT_TRUE(answers("/readyz", "200 ")) << program.output();
  EXPECT_EQ(program.output().find("waiting up to"), program.output().rfind("waiting up to"));
}

}  // namespace
