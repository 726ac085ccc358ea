// A large file that is imported into a running `kram serve`, over the REST API.
#include <boost/json/parse.hpp>
#include <csignal>
#include <fstream>
#include <string>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "chain/testing/scripted_server.h"
#include "cli/kram.h"
#include "net/client/http_client.h"
#include "net/server/basic_auth.h"
#include "support/eventually.h"
#include "support/free_port.h"
#include "web/core/password.h"

namespace {

constexpr int kRows = 200'000;
// Caches and filter take less; an import that held its file in memory would take 55 MB more. A
// sanitizer keeps what was freed, and what it knows of what is in use.
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
constexpr std::int64_t kGrowthMaxKb = 120'000;
#else
constexpr std::int64_t kGrowthMaxKb = 75'000;
#endif
constexpr std::size_t kFileBytesMin = 55'000'000;

std::string large_file() {
  std::string text =
      "city,district,category,name,description,base_price,discount_percent,delivery_photo,"
      "delivery_latitude,delivery_longitude,delivery_text,quantity\n";
  const std::string description(230, 'd');
  for (int row = 0; row < kRows; ++row) {
    text += fmt::format("Gdynia,Port,Keys,Key {},{},10,,,,,A-CODE-OF-SOME-LENGTH-{:08},1\n",
                        row % 50, description, row);
  }
  return text;
}

class ImportOverApi : public testing::Test {
 protected:
  cli::Environment environment() const {
    return {{"DATABASE_URL", "sqlite:kram.db"},
            {"WEB_LISTEN", fmt::format("127.0.0.1:{}", port_)},
            {"WEB_SECRET_KEY", std::string(32, 'k')},
            {"WEB_ADMIN_USERNAME", "owner"},
            {"WEB_ADMIN_PASSWORD", web::hash_password("open sesame", /*cost=*/4).value()}};
  }
  support::Program serve() const {
    return support::Program(kram_.start({"serve", "--roles", "web,jobs"}, environment()));
  }
  base::Result<net::HttpResponse> send(const std::string& method, const std::string& path,
                                       std::string body = "") {
    return loop_.run(http_.send(
        {.method = method,
         .url = fmt::format("http://127.0.0.1:{}{}", port_, path),
         .headers = {{"Authorization",
                      net::basic_authorization({.username = "owner", .password = "open sesame"})},
                     {"Content-Type", "text/csv"}},
         .body = std::move(body)}));
  }
  bool is_ready() {
    return support::eventually([&] {
      const auto answer = send("GET", "/readyz");
      return answer && answer->status == 200;
    });
  }
  // Asks again as long as it has asked too often.
  boost::json::value get(const std::string& path) {
    base::Result<net::HttpResponse> answer = send("GET", path);
    support::eventually([&] {
      answer = answer && answer->status == 429 ? send("GET", path) : std::move(answer);
      return !answer || answer->status != 429;
    });
    return boost::json::parse(answer.value().body);
  }
  boost::json::value import(std::int64_t id) { return get(fmt::format("/api/imports/{}", id)); }
  std::string state(std::int64_t id) { return std::string(import(id).at("state").as_string()); }
  // Within ten minutes.
  bool is_done(std::int64_t id) {
    bool done = false;
    for (int half_minute = 0; half_minute < 20 && !done; ++half_minute) {
      done = support::eventually([&] { return state(id) == "done"; });
    }
    return done;
  }
  // The most memory that a process has used so far.
  static std::int64_t peak_kb(pid_t process) {
    std::ifstream status(fmt::format("/proc/{}/status", process));
    for (std::string word; status >> word;) {
      if (word == "VmHWM:") {
        std::int64_t kb = 0;
        status >> kb;
        return kb;
      }
    }
    return 0;
  }

  cli::Kram kram_;

 private:
  std::uint16_t port_ = support::free_port();
  chain::testing::Loop loop_;
  net::HttpClient http_{loop_.context().get_executor()};
};

// Killed once in the middle, wherever that is.
TEST_F(ImportOverApi, TakesLittleMemoryAndSurvivesAKill) {
  const auto file = large_file();
  ASSERT_GT(file.size(), kFileBytesMin);
  std::int64_t id = 0;
  {
    auto program = serve();
    ASSERT_TRUE(is_ready()) << program.output();
    const auto answer = send("POST", "/api/products/import", file);
    ASSERT_TRUE(answer) << answer.error().message;
    ASSERT_EQ(answer->status, 202) << answer->body;
    id = boost::json::parse(answer->body).at("id").as_int64();
    ASSERT_TRUE(support::eventually([&] { return state(id) != "received"; }));
    ASSERT_EQ(kill(program.process_id(), SIGKILL), 0);
    program.wait();
  }
  auto program = serve();
  ASSERT_TRUE(is_ready()) << program.output();
  const auto before = peak_kb(program.process_id());
  const auto again = send("POST", "/api/products/import?dry_run=true&allow_repeated=true", file);
  ASSERT_TRUE(again);
  EXPECT_EQ(again->status, 202) << again->body;
  const auto last = boost::json::parse(again->body).at("id").as_int64();
  EXPECT_TRUE(is_done(last)) << program.output();
  EXPECT_EQ(state(id), "done");
  EXPECT_EQ(import(id).at("units_added").as_int64(), kRows);
  const auto growth = peak_kb(program.process_id()) - before;
  RecordProperty("growth_kb", std::to_string(growth));
  EXPECT_LT(growth, kGrowthMaxKb);
  EXPECT_EQ(get("/api/products?page=1&per_page=1").at("total").as_int64(), kRows);
  EXPECT_TRUE(std::filesystem::is_empty(kram_.path("kram.db-imports")));
}

}  // namespace
