// Customers, their money and what the staff did, over the API.
#include <set>
#include <string>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "shop/customers/customer.h"
#include "shop/customers/staff.h"
#include "support/on_both_engines.h"
#include "web/testing/api_test_base.h"

namespace {

using web::testing::ApiHost;
using web::testing::body_of;
using web::testing::detail_of;

class PeopleTest : public web::testing::ApiTestBase {
 protected:
  void SetUp() override {
    ApiTestBase::SetUp();
    register_customer(5, "Ana", "ana_b");
    register_customer(6, "Bea", "bea");
    register_customer(7, "Banana", "third");
  }
  void register_customer(std::int64_t id, const std::string& name, const std::string& username) {
    transact([&](db::Tx& tx) {
      return shop::register_customer(tx, {.id = id, .username = username, .first_name = name},
                                     random_, clock_.now());
    });
  }
  std::string etag_of(const std::string& path) {
    return std::string(host_->get(path).headers.find("ETag").value_or(""));
  }
  net::HttpResponse patch(const std::string& path, const std::string& body,
                          const std::string& etag) {
    auto headers = ApiHost::owner();
    headers.add("Content-Type", "application/json");
    if (!etag.empty()) {
      headers.add("If-Match", etag);
    }
    return host_->send({.method = "PATCH", .url = path, .headers = headers, .body = body});
  }
  net::HttpResponse change(std::int64_t id, const std::string& body) {
    const auto path = fmt::format("/api/users/{}", id);
    return patch(path, body, etag_of(path));
  }
  std::set<std::int64_t> ids_of(const std::string& path) {
    std::set<std::int64_t> ids;
    for (const auto& item : body_of(host_->get(path), 200).at("items").as_array()) {
      ids.insert(item.at("id").as_int64());
    }
    return ids;
  }
  std::string code_of(const net::HttpResponse& response, int status) {
    return std::string(body_of(response, status).at("code").as_string());
  }

  base::SystemClock clock_;
  base::SystemRandom random_;
};
INSTANTIATE_TEST_SUITE_P(, PeopleTest, support::kBothEngines, support::engine_name);

using Ids = std::set<std::int64_t>;

TEST_P(PeopleTest, FindsCustomersAsTheChatDoes) {
  register_customer(6, "Bea", "renamed");
  EXPECT_EQ(ids_of("/api/users"), (Ids{5, 6, 7}));
  EXPECT_EQ(ids_of("/api/users?q="), (Ids{5, 6, 7}));
  EXPECT_EQ(ids_of("/api/users?q=5"), Ids{5});
  EXPECT_EQ(ids_of("/api/users?q=@ANA_B"), Ids{5});
  EXPECT_EQ(ids_of("/api/users?q=@bea"), Ids{6});
  EXPECT_EQ(ids_of("/api/users?q=ana"), (Ids{5, 7}));
  EXPECT_EQ(ids_of("/api/users?q=nobody"), Ids{});
  EXPECT_EQ(detail_of(host_->get("/api/users?q=%FF"), 400).empty(), false);
}

TEST_P(PeopleTest, ListsOfCustomersGoOnBehindTheLast) {
  for (const auto* sort : {"id", "-id", "created_at", "-created_at"}) {
    Ids seen;
    std::string after;
    do {
      const auto list =
          body_of(host_->get(fmt::format("/api/users?q=a&per_page=1&sort={}{}", sort, after)), 200);
      for (const auto& item : list.at("items").as_array()) {
        EXPECT_TRUE(seen.insert(item.at("id").as_int64()).second) << sort;
      }
      const auto* next = list.as_object().if_contains("next");
      after = next ? "&after=" + std::string(next->as_string()) : "";
    } while (!after.empty());
    EXPECT_EQ(seen, (Ids{5, 6, 7})) << sort;
  }
}

TEST_P(PeopleTest, BansAndEndsTheBan) {
  const auto banned = body_of(change(5, R"({"banned":true,"ban_reason":" Fraud "})"), 200);
  EXPECT_TRUE(banned.at("is_banned").as_bool());
  EXPECT_EQ(banned.at("ban_reason").as_string(), "Fraud");
  EXPECT_EQ(ids_of("/api/users?banned=true"), Ids{5});
  EXPECT_EQ(ids_of("/api/users?banned=false"), (Ids{6, 7}));
  EXPECT_EQ(code_of(change(5, R"({"banned":true,"ban_reason":"Again"})"), 409), "banned_already");
  EXPECT_FALSE(
      body_of(change(5, R"({"banned":false,"ban_reason":"Paid"})"), 200).at("is_banned").as_bool());
  EXPECT_EQ(code_of(change(5, R"({"banned":false,"ban_reason":"Again"})"), 409), "not_banned");
  const auto log = body_of(host_->get("/api/audit-log?subject=user:5"), 200);
  EXPECT_EQ(log.at("total").as_int64(), 2);
  EXPECT_EQ(log.at("items").at(0).at("action").as_string(), "unban_customer");
  EXPECT_EQ(log.at("items").at(0).at("actor").as_string(), "web:owner");
}

TEST_P(PeopleTest, ABanNeedsAReasonAndTheStateThatWasRead) {
  EXPECT_EQ(code_of(change(5, R"({"banned":true,"ban_reason":" "})"), 400), "invalid_request");
  EXPECT_EQ(code_of(change(5, R"({"banned":true})"), 400), "invalid_request");
  EXPECT_EQ(change(5, fmt::format(R"({{"banned":true,"ban_reason":"{}"}})", std::string(501, 'x')))
                .status,
            400);
  EXPECT_EQ(change(5, R"({"banned":true,"ban_reason":"Fraud","balance":"5.00"})").status, 400);
  const std::string body = R"({"banned":true,"ban_reason":"Fraud"})";
  EXPECT_EQ(code_of(patch("/api/users/5", body, ""), 428), "no_precondition");
  EXPECT_EQ(code_of(patch("/api/users/5", body, "\"old\""), 412), "stale");
  EXPECT_EQ(patch("/api/users/99", body, "\"old\"").status, 404);
  EXPECT_EQ(ids_of("/api/users?banned=true"), Ids{});
}

TEST_P(PeopleTest, AreBannedAlsoWhenTheirMoneyHasMovedSinceTheyWereRead) {
  const std::string path = "/api/users/5";
  const auto etag = etag_of(path);
  body_of(host_->post(path + "/adjustments", R"({"amount":"25.00","reason":"Gift"})", "key-1"),
          200);
  EXPECT_EQ(etag_of(path), etag);
  body_of(patch(path, R"({"banned":true,"ban_reason":"Fraud"})", etag), 200);
  EXPECT_EQ(code_of(patch(path, R"({"banned":false,"ban_reason":"Paid"})", etag), 412), "stale");
}

TEST_P(PeopleTest, TheStaffAreNotBanned) {
  register_customer(web::testing::kOwnerId, "Boss", "boss");
  transact([&](db::Tx& tx) {
    const auto permit = shop::permit<shop::Act::set_role>(shop::Actor::cli()).value();
    return shop::set_role(tx, 6, shop::Role::support, permit, clock_.now(), {}).has_value();
  });
  for (const auto id : {std::int64_t{6}, web::testing::kOwnerId}) {
    EXPECT_EQ(code_of(change(id, R"({"banned":true,"ban_reason":"x"})"), 409), "one_of_the_staff");
  }
}

TEST_P(PeopleTest, ShowsEveryMovementOfMoney) {
  for (int number = 0; number < 3; ++number) {
    body_of(host_->post("/api/users/5/adjustments", R"({"amount":"2.50","reason":"Gift"})",
                        fmt::format("a{}", number)),
            200);
  }
  body_of(host_->post("/api/users/6/adjustments", R"({"amount":"1.00","reason":"Gift"})", "b"),
          200);
  const auto mine = body_of(host_->get("/api/ledger?user_id=5&sort=id"), 200);
  EXPECT_EQ(mine.at("total").as_int64(), 3);
  EXPECT_EQ(mine.at("items").at(2).at("balance_after").as_string(), "7.50");
  EXPECT_EQ(mine.at("items").at(2).at("kind").as_string(), "adjustment");
  EXPECT_EQ(mine.at("items").at(2).at("actor").as_string(), "web:owner");
  EXPECT_EQ(body_of(host_->get("/api/ledger"), 200).at("total").as_int64(), 4);
  EXPECT_EQ(ids_of("/api/ledger?kind=purchase"), Ids{});
  EXPECT_EQ(ids_of("/api/ledger?to=2020-01-01"), Ids{});
  EXPECT_EQ(ids_of("/api/ledger?from=2020-01-01").size(), 4U);
  const auto first = body_of(host_->get("/api/ledger?user_id=5&per_page=2"), 200);
  const auto next = std::string(first.at("next").as_string());
  EXPECT_EQ(ids_of("/api/ledger?user_id=5&per_page=2&after=" + next).size(), 1U);
  EXPECT_EQ(host_->get("/api/ledger?kind=theft").status, 400);
  EXPECT_EQ(host_->get("/api/ledger?user_id=x").status, 400);
}

TEST_P(PeopleTest, FiltersTheAuditLog) {
  change(5, R"({"banned":true,"ban_reason":"Fraud"})");
  change(6, R"({"banned":true,"ban_reason":"Fraud"})");
  const auto total = [&](const std::string& query) {
    return body_of(host_->get("/api/audit-log?" + query), 200).at("total").as_int64();
  };
  EXPECT_EQ(total("actor=web:owner"), 2);
  EXPECT_EQ(total("actor=web:own"), 0);
  EXPECT_EQ(total("actor=web:owner&subject=user:6"), 1);
  EXPECT_EQ(total("from=2020-01-01"), 2);
  EXPECT_EQ(total("to=2020-01-01T00:00:00Z"), 0);
  const auto first = body_of(host_->get("/api/audit-log?per_page=1"), 200);
  EXPECT_EQ(
      ids_of("/api/audit-log?per_page=1&after=" + std::string(first.at("next").as_string())).size(),
      1U);
  EXPECT_EQ(host_->get("/api/audit-log?subject=x&who=y").status, 400);
}

TEST_P(PeopleTest, HaveFiguresARoleAndFormerNames) {
  register_customer(5, "Anna", "ana_b");
  transact([&](db::Tx& tx) {
    const auto permit = shop::permit<shop::Act::set_role>(shop::Actor::cli()).value();
    return shop::set_role(tx, 6, shop::Role::support, permit, clock_.now(), {}).has_value();
  });
  const auto figures = body_of(host_->get("/api/users/5/figures"), 200);
  EXPECT_EQ(figures.at("orders").as_int64(), 0);
  EXPECT_EQ(figures.at("spent").as_string(), "0.00");
  EXPECT_EQ(figures.at("tier").as_string(), "bronze");
  EXPECT_EQ(figures.at("former_names").at(0).at("first_name").as_string(), "Ana");
  EXPECT_FALSE(figures.as_object().contains("role"));
  EXPECT_EQ(body_of(host_->get("/api/users/6/figures"), 200).at("role").as_string(), "support");
  EXPECT_EQ(host_->get("/api/users/99/figures").status, 404);
}

}  // namespace
