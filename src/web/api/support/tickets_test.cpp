// Tickets over the API.
#include <string>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "shop/customers/customer.h"
#include "shop/support/conversation.h"
#include "support/on_both_engines.h"
#include "web/testing/api_test_base.h"

namespace {

using web::testing::ApiHost;
using web::testing::body_of;

class TicketsApiTest : public web::testing::ApiTestBase {
 protected:
  void SetUp() override {
    ApiTestBase::SetUp();
    for (const std::int64_t id : {5, 6}) {
      transact([&](db::Tx& tx) {
        return shop::register_customer(tx, {.id = id, .first_name = "Ana"}, random_, clock_.now());
      });
    }
  }
  std::int64_t written_by(std::int64_t user_id) {
    return transact([&](db::Tx& tx) {
      return shop::write_as_customer(tx, user_id, std::nullopt, {.text = "Where is it?"}, {},
                                     clock_.now())
          .value()
          .id;
    });
  }
  std::string code_of(const net::HttpResponse& response, int status) {
    return std::string(body_of(response, status).at("code").as_string());
  }
  net::HttpResponse close(std::int64_t id) {
    return host_->send({.method = "POST",
                        .url = fmt::format("/api/tickets/{}/close", id),
                        .headers = ApiHost::owner()});
  }

  base::SystemClock clock_;
  base::SystemRandom random_;
};
INSTANTIATE_TEST_SUITE_P(, TicketsApiTest, support::kBothEngines, support::engine_name);

TEST_P(TicketsApiTest, AreAnsweredAndClosed) {
  const auto id = written_by(5);
  const auto path = fmt::format("/api/tickets/{}", id);
  EXPECT_EQ(body_of(host_->get(path), 200).at("state").as_string(), "waiting");
  const auto answered = body_of(host_->post(path + "/messages", R"({"text":"It comes"})"), 200);
  EXPECT_EQ(answered.at("state").as_string(), "answered");
  EXPECT_EQ(answered.at("first_name").as_string(), "Ana");
  const auto messages = body_of(host_->get(path), 200).at("messages").as_array();
  ASSERT_EQ(messages.size(), 2U);
  EXPECT_EQ(messages[0].at("author").as_string(), "web:owner");
  EXPECT_EQ(messages[1].at("text").as_string(), "Where is it?");
  EXPECT_EQ(body_of(close(id), 200).at("state").as_string(), "closed");
  EXPECT_EQ(code_of(close(id), 409), "closed_already");
}

TEST_P(TicketsApiTest, AreListedByStateAndCustomer) {
  const auto first = written_by(5);
  written_by(6);
  body_of(close(first), 200);
  const auto total = [&](const std::string& query) {
    return body_of(host_->get("/api/tickets" + query), 200).at("total").as_int64();
  };
  EXPECT_EQ(total(""), 2);
  EXPECT_EQ(total("?state=closed"), 1);
  EXPECT_EQ(total("?state=waiting&user_id=5"), 0);
  EXPECT_EQ(total("?sort=id"), 2);
  const auto part = body_of(host_->get("/api/tickets?per_page=1"), 200);
  EXPECT_EQ(part.at("items").at(0).at("id").as_int64(), first);
  const auto rest = body_of(
      host_->get("/api/tickets?per_page=1&after=" + std::string(part.at("next").as_string())), 200);
  EXPECT_NE(rest.at("items").at(0).at("id").as_int64(), first);
  EXPECT_EQ(host_->get("/api/tickets?state=lost").status, 400);
}

TEST_P(TicketsApiTest, AreBegunByTheShop) {
  const auto begun = body_of(host_->post("/api/users/5/tickets", R"({"text":"Hello"})"), 200);
  EXPECT_EQ(begun.at("user_id").as_int64(), 5);
  EXPECT_EQ(begun.at("state").as_string(), "answered");
  EXPECT_EQ(host_->post("/api/users/99/tickets", R"({"text":"Hello"})").status, 404);
  EXPECT_EQ(host_->post("/api/users/5/tickets", R"({"text":"Hello","order_id":9})").status, 404);
}

TEST_P(TicketsApiTest, WhatIsWrittenFits) {
  const auto id = written_by(5);
  for (const auto& path :
       {fmt::format("/api/tickets/{}/messages", id), std::string("/api/users/5/tickets")}) {
    for (const auto& body : {std::string(R"({"text":""})"), std::string("{}"),
                             fmt::format(R"({{"text":"{}"}})", std::string(3501, 'x'))}) {
      EXPECT_EQ(code_of(host_->post(path, body), 400), "invalid_request") << path;
    }
  }
  EXPECT_EQ(host_->post("/api/tickets/99/messages", R"({"text":"Hello"})").status, 404);
  EXPECT_EQ(close(99).status, 404);
  EXPECT_EQ(host_->get("/api/tickets/99").status, 404);
}

TEST_P(TicketsApiTest, AreReadMessageByMessage) {
  const auto id = written_by(5);
  const auto path = fmt::format("/api/tickets/{}/messages", id);
  body_of(host_->post(path, R"({"text":"Hello"})"), 200);
  const auto newest = body_of(host_->get(path + "?per_page=1"), 200).at("items").as_array();
  ASSERT_EQ(newest.size(), 1U);
  EXPECT_EQ(newest[0].at("text").as_string(), "Hello");
  EXPECT_EQ(newest[0].at("author").as_string(), "web:owner");
  const auto older = body_of(host_->get(path + "?per_page=1&page=2"), 200).at("items").as_array();
  ASSERT_EQ(older.size(), 1U);
  EXPECT_EQ(older[0].at("author").as_string(), "customer");
  EXPECT_EQ(host_->get("/api/tickets/99/messages").status, 404);
}

}  // namespace
