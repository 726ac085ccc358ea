// What every operation of the REST API shares.
#include <set>
#include <string>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "shop/stock/product.h"
#include "web/operation/openapi.h"
#include "web/operation/problem_language.h"
#include "web/testing/api_test_base.h"

namespace {

using web::testing::ApiHost;
using web::testing::body_of;
using web::testing::detail_of;

class OperationsTest : public web::testing::ApiTestBase {
 protected:
  static std::string unit(int number) {
    return fmt::format(
        R"({{"city":"Warsaw","district":"Centrum","category":"Vouchers","name":"Voucher",)"
        R"("base_price":"{}.00","delivery_text":"CODE-{}"}})",
        100 + number % 3, number);
  }
  void add_units(int count) {
    for (int number = 0; number < count; ++number) {
      body_of(host_->post("/api/products", unit(number)), 201);
    }
  }
  std::string code_of(const net::HttpResponse& response, int status) {
    return std::string(body_of(response, status).at("code").as_string());
  }
};
INSTANTIATE_TEST_SUITE_P(, OperationsTest, support::kBothEngines, support::engine_name);

TEST_P(OperationsTest, ListsGoOnBehindTheLastItemInEveryOrder) {
  add_units(7);
  for (const auto* sort : {"id", "-id", "created_at", "-created_at", "base_price", "-base_price"}) {
    std::set<std::int64_t> seen;
    std::string after;
    int parts = 0;
    do {
      const auto list = body_of(host_->get(fmt::format("/api/products?per_page=2&sort={}{}", sort,
                                                       after.empty() ? "" : "&after=" + after)),
                                200);
      for (const auto& item : list.at("items").as_array()) {
        EXPECT_TRUE(seen.insert(item.at("id").as_int64()).second) << sort;
      }
      EXPECT_EQ(list.as_object().contains("total"), after.empty());
      const auto* next = list.as_object().if_contains("next");
      after = next ? std::string(next->as_string()) : "";
      ++parts;
    } while (!after.empty());
    EXPECT_EQ(seen.size(), 7U) << sort;
    EXPECT_EQ(parts, 4) << sort;
  }
}

TEST_P(OperationsTest, AnUnknownPlaceInAListIsRefused) {
  for (const auto* query : {"after=x", "after=7b7d", "after=00ff", "after=5b2261225d",
                            "sort=id&after=5b2261222c315d", "page=2&after=5b312c315d"}) {
    const auto response = host_->get(fmt::format("/api/products?{}", query));
    EXPECT_EQ(code_of(response, 400), "invalid_request") << query;
  }
}

TEST_P(OperationsTest, OnlyTheWantedFieldsAreAnswered) {
  add_units(1);
  const auto list = body_of(host_->get("/api/products?fields=name,id"), 200);
  EXPECT_EQ(boost::json::serialize(list.at("items").at(0)), R"({"name":"Voucher","id":1})");
  EXPECT_TRUE(detail_of(host_->get("/api/products?fields=delivery_text"), 400).contains("fields"));
}

// Before anything is done, whichever way the operation changes something.
TEST_P(OperationsTest, AnUnknownFieldIsRefusedBeforeTheChange) {
  const auto expect_refused = [&](const net::HttpResponse& response) {
    EXPECT_TRUE(detail_of(response, 400).contains("`fields`"));
  };
  expect_refused(host_->post("/api/products?fields=colour", unit(1)));
  EXPECT_EQ(body_of(host_->get("/api/products"), 200).at("total").as_int64(), 0);

  add_units(1);
  expect_refused(host_->post("/api/discount/bulk?fields=colour",
                             R"({"filter":{"sold":false},"discount_percent":50})"));
  auto headers = ApiHost::owner();
  headers.add("Content-Type", "application/json");
  headers.add("If-Match", "*");
  expect_refused(host_->send({.method = "PATCH",
                              .url = "/api/products/1?fields=colour",
                              .headers = headers,
                              .body = R"({"name":"Other"})"}));
  const auto product = body_of(host_->get("/api/products/1"), 200);
  EXPECT_EQ(product.at("discount_percent").as_int64(), 0);
  EXPECT_EQ(product.at("name").as_string(), "Voucher");
}

TEST_P(OperationsTest, AListIsALineForEachItemForASpreadsheet) {
  add_units(2);
  auto headers = ApiHost::owner();
  headers.add("Accept", "text/csv");
  const auto response = host_->send(
      {.url = "/api/products?sort=id&fields=id,name,base_price&per_page=1", .headers = headers});
  EXPECT_EQ(response.body, "id,name,base_price\n1,Voucher,100.00\n");
  EXPECT_EQ(response.headers.find("Content-Type"), "text/csv; charset=utf-8");
  EXPECT_TRUE(response.headers.find("Link").value_or("").contains("rel=\"next\""));
}

TEST_P(OperationsTest, ARepeatedRequestIsAnsweredTheSameAndDoneOnce) {
  const auto first = host_->post("/api/products", unit(1), "key-1");
  const auto second = host_->post("/api/products", unit(1), "key-1");
  EXPECT_EQ(first.body, second.body);
  EXPECT_EQ(second.status, 201);
  EXPECT_EQ(code_of(host_->post("/api/products", unit(2), "key-1"), 409),
            "idempotency_key_conflict");
  EXPECT_EQ(body_of(host_->get("/api/products"), 200).at("total").as_int64(), 1);
}

// What was refused may be sent again, put right, with the same key.
TEST_P(OperationsTest, ARefusedRequestDoesNotUseItsKeyUp) {
  body_of(host_->post("/api/products", unit(1)), 201);
  EXPECT_EQ(code_of(host_->post("/api/products", unit(1), "key-1"), 409), "already_had");
  body_of(host_->post("/api/products", unit(2), "key-1"), 201);
}

TEST_P(OperationsTest, FaultsOfABodyAreNamed) {
  const auto pointer_of = [&](const std::string& body) {
    const auto answer = body_of(host_->post("/api/discount/bulk", body), 400);
    return std::string(answer.at("errors").at(0).at("pointer").as_string()) + " " +
           std::string(answer.at("errors").at(0).at("code").as_string());
  };
  EXPECT_EQ(pointer_of(R"({"product_ids":[1,"x"],"discount_percent":5})"),
            "/product_ids/1 invalid");
  EXPECT_EQ(pointer_of(R"({"filter":{"sold":false,"sold":true},"discount_percent":5})"),
            "/filter/sold repeated");
  EXPECT_EQ(pointer_of(R"({"filter":{"town":"x"},"discount_percent":5})"), "/filter/town unknown");
  EXPECT_EQ(pointer_of(R"({"filter":{"sold":false}})"), "/discount_percent missing");
  EXPECT_EQ(pointer_of(R"({"filter":{"sold":false},"discount_percent":1e400})"),
            "/discount_percent invalid");
  EXPECT_EQ(pointer_of(R"({"filter":{"city":"\ud800"},"discount_percent":5})"), " invalid");
  EXPECT_EQ(pointer_of(std::string(10'000, '[')), " invalid");
}

TEST_P(OperationsTest, ABodyWhereNoneIsTakenIsRefused) {
  auto headers = ApiHost::owner();
  headers.add("Content-Type", "application/json");
  const auto response =
      host_->send({.method = "GET", .url = "/api/products", .headers = headers, .body = "{}"});
  EXPECT_TRUE(detail_of(response, 400).contains("no body"));
}

TEST_P(OperationsTest, AreAllInTheDocumentWhichAnybodyMayRead) {
  const auto response = host_->send({.url = "/api/openapi.json"});
  const auto document = body_of(response, 200);
  EXPECT_EQ(document.at("openapi").as_string(), "3.1.0");
  std::set<std::string> ids;
  for (const auto& endpoint : web::all_operations().endpoints()) {
    const auto& path = document.at("paths").at(endpoint.operation.path).as_object();
    EXPECT_FALSE(path.empty());
    EXPECT_TRUE(ids.insert(std::string(endpoint.operation.id)).second) << endpoint.operation.id;
  }
  const auto etag = response.headers.find("ETag").value_or("");
  EXPECT_EQ(
      host_->send({.url = "/api/openapi.json", .headers = {{"If-None-Match", std::string(etag)}}})
          .status,
      304);
}

TEST(ProblemsOfOperations, AreWordedInPolish) {
  for (const auto& endpoint : web::all_operations().endpoints()) {
    for (const auto& problem : endpoint.operation.problems) {
      EXPECT_TRUE(web::translated(problem.detail, "pl")) << problem.detail;
    }
  }
}

}  // namespace
