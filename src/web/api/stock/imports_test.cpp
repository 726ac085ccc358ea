// Imports over the REST API, up to the moment when they wait; app/import/requested_imports_test.cpp
// has the rest.
#include <filesystem>
#include <fstream>
#include <sstream>

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "net/testing/test_peer.h"
#include "shop/stock/import/import_request.h"
#include "web/testing/api_test_base.h"

namespace {

using testing::HasSubstr;
using web::testing::ApiHost;
using web::testing::body_of;

const std::string kCsv =
    "city,district,category,name,description,base_price,discount_percent,delivery_photo,"
    "delivery_latitude,delivery_longitude,delivery_text,quantity\n"
    "Gdynia,Port,Keys,Key,,10,,,,,CODE-1,1\n";

class ImportsApiTest : public web::testing::ApiTestBase {
 protected:
  net::HttpResponse post(const std::string& csv, const std::string& query = "",
                         net::Headers headers = ApiHost::owner(),
                         const std::string& type = "text/csv") {
    headers.add("Content-Type", type);
    return host_->send(
        {.method = "POST", .url = "/api/products/import" + query, .headers = headers, .body = csv});
  }
  static net::Headers with_key(const std::string& key) {
    auto headers = ApiHost::owner();
    headers.add("Idempotency-Key", key);
    return headers;
  }
  std::vector<std::string> files() const {
    std::vector<std::string> texts;
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator(host_->bodies(), error)) {
      std::ifstream file(entry.path(), std::ios::binary);
      std::stringstream text;
      text << file.rdbuf();
      texts.push_back(text.str());
    }
    return texts;
  }
  std::vector<shop::ImportTask> tasks() { return read(shop::import_tasks); }
};
INSTANTIATE_TEST_SUITE_P(, ImportsApiTest, support::kBothEngines, support::engine_name);

TEST_P(ImportsApiTest, AcceptsAFileAndSaysWhereToLook) {
  const auto response = post(kCsv, "?allow_repeated=true");
  const auto body = body_of(response, 202);
  EXPECT_EQ(body.at("state"), "received");
  EXPECT_EQ(body.at("bytes").as_int64(), static_cast<std::int64_t>(kCsv.size()));
  EXPECT_EQ(body.at("allow_repeated"), true);
  EXPECT_EQ(body.at("dry_run"), false);
  const auto location = fmt::format("/api/imports/{}", body.at("id").as_int64());
  EXPECT_EQ(response.headers.find("Location"), location);
  const auto shown = body_of(host_->get(location), 200);
  EXPECT_EQ(shown.at("state"), "received");
  EXPECT_TRUE(shown.at("errors").as_array().empty());
  EXPECT_EQ(body_of(host_->get("/api/imports"), 200).at("items").as_array().size(), 1U);
  EXPECT_THAT(files(), testing::ElementsAre(kCsv));
  const auto waiting = tasks();
  ASSERT_EQ(waiting.size(), 1U);
  EXPECT_EQ(waiting[0].host, "test");
  EXPECT_TRUE(std::filesystem::exists(waiting[0].file));
}

TEST_P(ImportsApiTest, AnswersARepeatWithTheFirstAnswer) {
  const auto first = body_of(post(kCsv, "", with_key("one")), 202);
  EXPECT_EQ(body_of(post(kCsv, "", with_key("one")), 202), first);
  EXPECT_EQ(body_of(post(kCsv + "\n", "", with_key("one")), 409).at("code"),
            "idempotency_key_conflict");
  EXPECT_EQ(body_of(post(kCsv, "?dry_run=true", with_key("one")), 409).at("code"),
            "idempotency_key_conflict");
  EXPECT_NE(body_of(post(kCsv, "", with_key("two")), 202), first);
  EXPECT_EQ(files().size(), 2U);
  EXPECT_EQ(tasks().size(), 2U);
}

TEST_P(ImportsApiTest, RefusesWhatIsNoImport) {
  EXPECT_EQ(body_of(post(""), 400).at("code"), "empty_file");
  EXPECT_EQ(post(kCsv, "", ApiHost::owner(), "application/json").status, 400);
  EXPECT_EQ(post(kCsv, "?dry_run=perhaps").status, 400);
  EXPECT_EQ(post(kCsv, "?dryrun=true").status, 400);
  EXPECT_EQ(post(kCsv, "", with_key("no blanks")).status, 400);
  EXPECT_EQ(post(kCsv, "", {}).status, 401);
  EXPECT_EQ(host_->get("/api/imports/1").status, 404);
  EXPECT_EQ(host_->get("/api/imports?after=zz").status, 400);
  EXPECT_TRUE(files().empty());
  EXPECT_TRUE(tasks().empty());
}

// Larger than all that a server holds in memory.
TEST_P(ImportsApiTest, TakesFilesThatAreLargerThanTheMemoryOfTheServer) {
  const std::string large = kCsv + std::string(40'000'000, '\n');
  EXPECT_EQ(body_of(post(large), 202).at("bytes").as_int64(),
            static_cast<std::int64_t>(large.size()));
}

TEST_P(ImportsApiTest, TakesNothingFromOneWhoMayNotImport) {
  const auto key = body_of(host_->post("/api/keys", R"({"name":"Helper","role":"support"})"), 201);
  const net::Headers headers{
      {"Authorization", "Bearer " + std::string(key.at("secret").as_string())}};
  EXPECT_EQ(post(kCsv, "", headers).status, 403);
  EXPECT_TRUE(files().empty());
  EXPECT_EQ(host_->send({.url = "/api/imports", .headers = headers}).status, 403);
}

TEST_P(ImportsApiTest, ShowsErrorsInTheReadersLanguage) {
  const auto id = body_of(post(kCsv), 202).at("id").as_int64();
  transact([&](db::Tx& tx) {
    shop::refuse_import(tx, id,
                        {{2, "base_price", shop::ImportProblem::not_an_amount},
                         {3, "", shop::ImportProblem::wrong_field_count, 5}},
                        base::SystemClock().now());
    return true;
  });
  const auto path = fmt::format("/api/imports/{}", id);
  const auto english = body_of(host_->get(path), 200);
  EXPECT_EQ(english.at("state"), "refused");
  const auto& first = english.at("errors").at(0);
  EXPECT_EQ(first.at("line"), 2);
  EXPECT_EQ(first.at("column"), "base_price");
  EXPECT_EQ(first.at("code"), "not_an_amount");
  EXPECT_THAT(std::string(first.at("detail").as_string()), HasSubstr("looks like 100 or 79.50"));
  auto headers = ApiHost::owner();
  headers.add("Accept-Language", "pl");
  const auto polish = body_of(host_->send({.url = path, .headers = headers}), 200);
  EXPECT_THAT(std::string(polish.at("errors").at(0).at("detail").as_string()), HasSubstr("Kwota"));
  EXPECT_EQ(polish.at("errors").at(1).at("detail"), "Wiersz ma 5 pól, a nagłówek 12.");
}

// The client goes away in the middle of the body.
TEST_P(ImportsApiTest, KeepsNothingOfAFileThatIsCutOff) {
  auto peer = std::make_unique<net::test::Peer>(host_->port());
  peer->send(
      fmt::format("POST /api/products/import HTTP/1.1\r\nHost: h\r\nAuthorization: {}\r\n"
                  "Content-Type: text/csv\r\nContent-Length: 1000\r\n\r\n{}",
                  ApiHost::owner().find("Authorization").value(), kCsv));
  while (files().empty()) {
    host_->get("/api/imports");
  }
  peer->reset();
  while (!files().empty()) {
    host_->get("/api/imports");
  }
  EXPECT_TRUE(tasks().empty());
}

}  // namespace
