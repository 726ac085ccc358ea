// Every operation in every role: who may not do it is refused, and nobody is shown what units
// deliver who may not see it. The operations are those that there are, so that none is forgotten.
#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/text.h"
#include "shop/access/api_key.h"
#include "shop/customers/customer.h"
#include "shop/money/adjustment.h"
#include "shop/sales/purchase.h"
#include "shop/sales/reservation.h"
#include "shop/stock/changes/withdrawal.h"
#include "shop/stock/product.h"
#include "shop/webhooks/delivery.h"
#include "support/on_both_engines.h"
#include "web/core/key_secret.h"
#include "web/testing/api_test_base.h"

namespace {

using shop::Role;

constexpr std::string_view kPlanted = "PLANTED-DELIVERY";

std::string_view name_of(std::optional<Role> role) {
  return role ? boost::describe::enum_to_string(*role, "") : "nobody";
}

// The path with `id` in place of each parameter.
std::string with_id(std::string_view path_template, std::string_view id) {
  std::string path;
  bool is_inside = false;
  for (const char c : path_template) {
    if (c == '{') {
      path += id;
    }
    is_inside = c == '{' || (is_inside && c != '}');
    if (!is_inside && c != '}') {
      path += c;
    }
  }
  return path;
}

class ApiRightsTest : public web::testing::ApiTestBase {
 protected:
  static constexpr std::int64_t kBuyer = 5;

  void SetUp() override {
    ApiTestBase::SetUp();
    for (const auto role : {Role::support, Role::manager, Role::owner}) {
      headers_[role] = {{"Authorization", "Bearer " + make_key(role)}};
    }
  }

  std::string make_key(Role role) {
    auto secret = web::make_key_secret(random_);
    transact([&](db::Tx& tx) {
      const auto permit = shop::permit<shop::Act::create_key>(shop::Actor::cli()).value();
      return shop::create_key(tx,
                              {.name = "Test",
                               .role = role,
                               .secret_hash = web::hash_of_key(secret),
                               .requests_per_second = shop::kKeyRateMax},
                              permit, clock_.now())
          .value();
    });
    return secret;
  }

  net::HttpResponse call(const web::Endpoint& endpoint, std::optional<Role> role,
                         std::string_view id, net::Headers more = {}) {
    auto headers = role ? headers_.at(*role) : net::Headers();
    for (const auto& [name, value] : more) {
      headers.add(name, value);
    }
    const auto type = endpoint.takes_file ? endpoint.operation.media_types.front()
                                          : std::string_view("application/json");
    if (endpoint.takes_body) {
      headers.add("Content-Type", std::string(type));
    }
    return host_->send({.method = std::string(endpoint.operation.method),
                        .url = with_id(endpoint.operation.path, id),
                        .headers = headers,
                        .body = endpoint.takes_body ? "{}" : ""});
  }

  // Unit 1 is sold in order 1, 2 held, 3 withdrawn, 4 free; each says what it is.
  void plant() {
    transact([&](db::Tx& tx) {
      const auto now = clock_.now();
      shop::register_customer(tx, {.id = kBuyer, .first_name = "Ana"}, random_, now);
      shop::insert_products(tx, planted_units(), now);
      shop::adjust(tx,
                   {.user_id = kBuyer,
                    .amount = base::Money::units(20),
                    .reason = "Gift",
                    .idempotency_key = "gift"},
                   shop::permit<shop::Act::adjust>(shop::Actor::cli()).value(), now)
          .value();
      shop::reserve(tx, kBuyer, 1, now, std::chrono::minutes(15)).value();
      shop::purchase(tx, kBuyer, 1, base::Money::units(20), now).value();
      shop::reserve(tx, kBuyer, 2, now, std::chrono::minutes(15)).value();
      shop::withdraw_unit(tx, 3, std::nullopt, "Damaged",
                          shop::permit<shop::Act::withdraw_product>(shop::Actor::cli()).value(),
                          now)
          .value();
      return shop::dispatch_events(tx, now, 100);
    });
  }
  static std::vector<shop::NewProduct> planted_units() {
    std::vector<shop::NewProduct> units;
    for (int i = 1; i <= 4; ++i) {
      units.push_back({.city = "Warsaw",
                       .district = "Center",
                       .category = "Vouchers",
                       .name = "Coffee",
                       .base_price = base::Money::units(20),
                       .delivery_photo = fmt::format("{}-photo-{}", kPlanted, i),
                       .delivery_text = fmt::format("{}-{}", kPlanted, i)});
    }
    return units;
  }

  base::SystemClock clock_;
  base::SystemRandom random_;
  std::map<Role, net::Headers> headers_;
  web::Api api_ = web::all_operations();
};
INSTANTIATE_TEST_SUITE_P(, ApiRightsTest, support::kBothEngines, support::engine_name);

// What is asked for is not there, so that who may do it changes nothing either.
TEST_P(ApiRightsTest, EveryOperationIsRefusedToThoseRolesThatMayNotDoIt) {
  for (const auto role : {Role::support, Role::manager, Role::owner}) {
    for (const auto& endpoint : api_.endpoints()) {
      const auto status = call(endpoint, role, "999999").status;
      EXPECT_EQ(status == 403, !shop::may(role, endpoint.act))
          << endpoint.operation.id << " of " << name_of(role) << " is answered " << status;
      EXPECT_NE(status, 401) << endpoint.operation.id;
      EXPECT_LT(status, 500) << endpoint.operation.id;
    }
  }
}

TEST_P(ApiRightsTest, NoOperationButSigningInIsForStrangers) {
  std::set<std::string> open;
  for (const auto& endpoint : api_.endpoints()) {
    if (call(endpoint, std::nullopt, "1").status != 401) {
      open.insert(std::string(endpoint.operation.id));
    }
  }
  EXPECT_THAT(open, testing::UnorderedElementsAre("signIn", "signInByLink"));
}

TEST_P(ApiRightsTest, WhatUnitsDeliverIsShownOnlyByThoseWhoMaySeeIt) {
  body_of(host_->post("/api/webhooks",
                      R"({"url":"https://shop.test/in","events":["order.created","stock.low"]})"),
          201);
  plant();
  std::set<std::string> showing;
  for (const auto role : {Role::support, Role::manager, Role::owner}) {
    for (const auto& endpoint : api_.endpoints()) {
      if (endpoint.operation.method != "GET") {
        continue;
      }
      for (const auto* id : {"1", "2", "3", "4", "5"}) {
        for (const auto* accept : {"application/json", "text/csv"}) {
          const auto body = call(endpoint, role, id, {{"Accept", accept}}).body;
          if (!body.contains(kPlanted) && !body.contains("delivery_")) {
            continue;
          }
          showing.insert(std::string(endpoint.operation.id));
          EXPECT_EQ(endpoint.act, shop::Act::see_deliveries)
              << endpoint.operation.id << " shows " << name_of(role) << ": " << body;
        }
      }
    }
  }
  EXPECT_THAT(showing, testing::UnorderedElementsAre("showOrderDelivery", "showProductDelivery"));
}

// Nor may it be guessed letter by letter.
TEST_P(ApiRightsTest, WhatUnitsDeliverIsNotFoundByASearch) {
  plant();
  for (const auto& endpoint : api_.endpoints()) {
    const bool searches = std::ranges::any_of(
        endpoint.parameters, [](const auto& parameter) { return parameter.name == "q"; });
    if (searches) {
      const auto list = web::testing::body_of(
          host_->get(std::string(endpoint.operation.path) + "?q=PLANTED-DELI"), 200);
      EXPECT_EQ(list.at("total").as_int64(), 0) << endpoint.operation.id;
    }
  }
}

}  // namespace
