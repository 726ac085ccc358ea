// The staff over real HTTP, on both engines.
#include <boost/json/serialize.hpp>
#include <string>
#include <utility>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "shop/customers/customer.h"
#include "support/on_both_engines.h"
#include "web/testing/api_test_base.h"

namespace {

using web::testing::ApiHost;
using web::testing::body_of;

class StaffApiTest : public web::testing::ApiTestBase {
 protected:
  void SetUp() override {
    ApiTestBase::SetUp();
    for (const std::int64_t id : {std::int64_t{5}, std::int64_t{6}, web::testing::kOwnerId}) {
      transact([&](db::Tx& tx) {
        base::SystemRandom random;
        return shop::register_customer(tx, {.id = id, .first_name = "Ana"}, random,
                                       base::SystemClock().now());
      });
    }
  }
  net::HttpResponse put(std::int64_t id, const std::string& body) {
    auto headers = ApiHost::owner();
    headers.add("Content-Type", "application/json");
    return host_->send({.method = "PUT",
                        .url = fmt::format("/api/staff/{}", id),
                        .headers = headers,
                        .body = body});
  }
  net::HttpResponse take(std::int64_t id) {
    return host_->send(
        {.method = "DELETE", .url = fmt::format("/api/staff/{}", id), .headers = ApiHost::owner()});
  }
  boost::json::value staff() { return body_of(host_->get("/api/staff"), 200); }
};
INSTANTIATE_TEST_SUITE_P(, StaffApiTest, support::kBothEngines, support::engine_name);

TEST_P(StaffApiTest, GetTheirRoleAndLoseIt) {
  const auto given = body_of(put(5, R"({"role":"manager"})"), 200);
  EXPECT_EQ(given.at("role"), "manager");
  EXPECT_EQ(given.at("first_name"), "Ana");
  EXPECT_EQ(body_of(put(5, R"({"role":"support"})"), 200).at("role"), "support");
  EXPECT_EQ(body_of(put(5, R"({"role":"support"})"), 200).at("role"), "support");
  EXPECT_EQ(take(5).status, 204);
  EXPECT_EQ(take(5).status, 404);
  const auto entries = read([](db::Tx& tx) {
    return tx.all<std::string>(
        "SELECT actor FROM audit_log WHERE action = 'set_role' AND subject = 'user:5'");
  });
  EXPECT_EQ(entries, std::vector<std::string>(3, "web:owner"));
}

TEST_P(StaffApiTest, AreToldOfTheirRoleAndSoAreTheOwners) {
  const auto kinds_to = [&](std::int64_t who) {
    return read([&](db::Tx& tx) {
      return tx.all<std::string>("SELECT kind FROM outbox WHERE user_id = $1 ORDER BY id", who);
    });
  };
  put(5, R"({"role":"manager"})");
  put(5, R"({"role":"manager"})");
  take(5);
  EXPECT_EQ(kinds_to(5), std::vector<std::string>(2, "role_changed"));
  EXPECT_EQ(kinds_to(web::testing::kOwnerId), std::vector<std::string>(2, "staff_changed"));
}

TEST_P(StaffApiTest, AreListedWithTheOwners) {
  EXPECT_EQ(staff().at("total"), 1);
  EXPECT_EQ(staff().at("items").at(0).at("role"), "owner");
  EXPECT_EQ(staff().at("items").at(0).at("user_id"), web::testing::kOwnerId);
  EXPECT_EQ(put(6, R"({"role":"support"})").status, 200);
  EXPECT_EQ(put(5, R"({"role":"manager"})").status, 200);
  const auto list = staff();
  EXPECT_EQ(list.at("total"), 3);
  EXPECT_EQ(list.at("items").at(1).at("user_id"), 5);
  EXPECT_TRUE(list.at("items").at(1).as_object().contains("given_at"));
  EXPECT_EQ(list.at("items").at(2).at("user_id"), 6);
}

TEST_P(StaffApiTest, AreRefusedWhenTheyMayNotBe) {
  EXPECT_EQ(put(7, R"({"role":"manager"})").status, 404);
  EXPECT_EQ(body_of(put(5, R"({"role":"owner"})"), 409).at("code"), "owners_are_set");
  EXPECT_EQ(body_of(put(web::testing::kOwnerId, R"({"role":"support"})"), 409).at("code"),
            "owners_are_set");
  EXPECT_EQ(body_of(take(web::testing::kOwnerId), 409).at("code"), "owners_are_set");
  transact([](db::Tx& tx) { return tx.execute("UPDATE users SET is_banned = true WHERE id = 5"); });
  EXPECT_EQ(body_of(put(5, R"({"role":"support"})"), 409).at("code"), "banned");
  for (const auto* body : {"{}", R"({"role":"boss"})", R"({"role":null})", R"({"role":1})",
                           R"({"role":"support","x":1})", "[]", ""}) {
    EXPECT_EQ(put(5, body).status, 400) << body;
  }
  for (const auto* path : {"/api/staff/0x5", "/api/staff/-", "/api/staff/5.0"}) {
    EXPECT_GE(host_->send({.method = "DELETE", .url = path, .headers = ApiHost::owner()}).status,
              400);
  }
  EXPECT_EQ(staff().at("total"), 1);
}

TEST_P(StaffApiTest, HearOfWhatTheirRoleMaySeeAndOwnersChoose) {
  const auto path_of = [](std::int64_t id) { return fmt::format("/api/staff/{}/alerts", id); };
  const auto choose = [&](std::int64_t id, const std::string& body, std::string etag) {
    auto headers = ApiHost::owner();
    headers.add("Content-Type", "application/json");
    headers.add("If-Match", std::move(etag));
    return host_->send({.method = "PUT", .url = path_of(id), .headers = headers, .body = body});
  };
  EXPECT_EQ(host_->get(path_of(5)).status, 404);
  put(5, R"({"role":"support"})");
  const auto support = body_of(host_->get(path_of(5)), 200);
  EXPECT_EQ(boost::json::serialize(support.at("on")), R"(["delivery_not_sent","ticket"])");
  EXPECT_EQ(body_of(choose(5, R"({"off":["ticket"]})", "*"), 409).at("code"), "not_an_owner");
  const auto owner = web::testing::kOwnerId;
  const auto seen = host_->get(path_of(owner));
  const std::string etag(seen.headers.find("ETag").value_or(""));
  const auto chosen = body_of(choose(owner, R"({"off":["sale","ticket"]})", etag), 200);
  EXPECT_EQ(boost::json::serialize(chosen.at("off")), R"(["sale","ticket"])");
  EXPECT_EQ(body_of(choose(owner, R"({"off":[]})", etag), 412).at("code"), "stale");
  EXPECT_EQ(body_of(choose(owner, R"({"off":[]})", "*"), 200).at("off").as_array().size(), 0U);
  EXPECT_EQ(choose(owner, R"({"off":["noise"]})", "*").status, 400);
}

}  // namespace
