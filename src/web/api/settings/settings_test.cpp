// Settings, addresses and chains over the API.
#include <string>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "shop/customers/customer.h"
#include "support/on_both_engines.h"
#include "web/testing/api_test_base.h"

namespace {

using web::testing::ApiHost;
using web::testing::body_of;

class SettingsApiTest : public web::testing::ApiTestBase {
 protected:
  net::HttpResponse send(const std::string& body, const std::string& etag) {
    auto headers = ApiHost::owner();
    headers.add("Content-Type", "application/json");
    if (!etag.empty()) {
      headers.add("If-Match", etag);
    }
    return host_->send(
        {.method = "PATCH", .url = "/api/settings", .headers = headers, .body = body});
  }
  net::HttpResponse change(const std::string& body) {
    return send(body, std::string(host_->get("/api/settings").headers.find("ETag").value_or("")));
  }
  boost::json::value setting(const std::string& name) {
    const auto view = body_of(host_->get("/api/settings"), 200);
    for (const auto& one : view.at("settings").as_array()) {
      if (one.at("name").as_string() == name) {
        return one;
      }
    }
    return {};
  }
  std::string value_of(const std::string& name) {
    return std::string(setting(name).at("value").as_string());
  }
  std::string code_of(const net::HttpResponse& response, int status) {
    return std::string(body_of(response, status).at("code").as_string());
  }
};
INSTANTIATE_TEST_SUITE_P(, SettingsApiTest, support::kBothEngines, support::engine_name);

TEST_P(SettingsApiTest, AreShownWithTheirDefaults) {
  EXPECT_EQ(value_of("deposit_min"), "5.00");
  EXPECT_EQ(setting("deposit_min").at("env").as_string(), "DEPOSIT_MIN");
  EXPECT_FALSE(setting("deposit_min").at("is_set_in_env").as_bool());
  EXPECT_EQ(value_of("greeting:pl"), "");
  EXPECT_EQ(value_of("instructions:blik"), "");
}

TEST_P(SettingsApiTest, AreChangedTogether) {
  body_of(change(R"({"values":{"deposit_min":"20000","manual_deposit_max":"30000",)"
                 R"("greeting:pl":"Witaj"}})"),
          200);
  EXPECT_EQ(value_of("deposit_min"), "20000.00");
  EXPECT_EQ(value_of("greeting:pl"), "Witaj");
  body_of(change(R"({"values":{"deposit_min":"","manual_deposit_max":""}})"), 200);
  EXPECT_EQ(value_of("deposit_min"), "5.00");
  const auto log = body_of(host_->get("/api/audit-log?subject=setting:deposit_min"), 200);
  EXPECT_EQ(log.at("total").as_int64(), 2);
}

TEST_P(SettingsApiTest, ARefusalChangesNothing) {
  for (const auto* bad :
       {R"("reservation_minutes":"soon")", R"("greeting:tlh":"nuqneH")", R"("colour":"red")",
        R"("instructions:cash":"x")", R"("greeting":"x")", R"("reservation_minutes":15)"}) {
    EXPECT_EQ(code_of(change(fmt::format(R"({{"values":{{"deposit_min":"7",{}}}}})", bad)), 400),
              "invalid_request")
        << bad;
  }
  EXPECT_EQ(code_of(change(R"({"values":{"large_deposit":"7","deposit_min":"20000"}})"), 409),
            "contradiction");
  EXPECT_EQ(value_of("deposit_min"), "5.00");
  EXPECT_EQ(value_of("large_deposit"), "1000.00");
  EXPECT_EQ(body_of(host_->get("/api/audit-log"), 200).at("total").as_int64(), 0);
}

TEST_P(SettingsApiTest, AnEditNeedsTheStateThatWasRead) {
  const auto etag = std::string(host_->get("/api/settings").headers.find("ETag").value_or(""));
  const std::string body = R"({"values":{"deposit_min":"7"}})";
  EXPECT_EQ(code_of(send(body, ""), 428), "no_precondition");
  body_of(send(body, etag), 200);
  EXPECT_EQ(code_of(send(body, etag), 412), "stale");
}

TEST_P(SettingsApiTest, TheShopHearsOfAChangeAndOfNothingElse) {
  EXPECT_EQ(code_of(change(R"({"values":{"deposit_min":"soon"}})"), 400), "invalid_request");
  EXPECT_EQ(code_of(send(R"({"values":{"deposit_min":"7"}})", ""), 428), "no_precondition");
  host_->get("/api/settings");
  EXPECT_EQ(host_->settings_changes(), 0);
  body_of(change(R"({"values":{"deposit_min":"7"}})"), 200);
  EXPECT_EQ(host_->settings_changes(), 1);
}

TEST_P(SettingsApiTest, WhatTheEnvironmentSetsWins) {
  auto base = shop::SettingsBase{shop::default_settings(), {{shop::SettingName::deposit_min}}};
  base.values.deposit_min = base::Money::units(9);
  host_->set_settings(base);
  EXPECT_EQ(value_of("deposit_min"), "9.00");
  EXPECT_TRUE(setting("deposit_min").at("is_set_in_env").as_bool());
  EXPECT_EQ(code_of(change(R"({"values":{"large_deposit":"7","deposit_min":"7"}})"), 409),
            "set_in_env");
  EXPECT_EQ(value_of("large_deposit"), "1000.00");
}

TEST_P(SettingsApiTest, ListsTheChainsAndTheirAddresses) {
  host_->set_chains({{.coin = "BTC",
                      .height = 7,
                      .has_caught_up = true,
                      .backends = {{.name = "rpc 127.0.0.1:8332", .is_up = true}}}});
  const auto chain = body_of(host_->get("/api/chains"), 200).at("items").at(0);
  EXPECT_EQ(chain.at("height").as_int64(), 7);
  EXPECT_TRUE(chain.at("backends").at(0).at("is_up").as_bool());
  transact([&](db::Tx& tx) {
    base::SystemRandom random;
    const base::SystemClock clock;
    shop::register_customer(tx, {.id = 5, .first_name = "Ana"}, random, clock.now());
    for (const auto* address : {"tb1qa", "tb1qb"}) {
      tx.execute(
          "INSERT INTO crypto_addresses (user_id, currency, address, derivation_index, is_active, "
          "created_at) VALUES (5, 'btc', $1, $2, $3, $4)",
          address, static_cast<std::int64_t>(address[4]), address[4] == 'b', clock.now());
    }
    return true;
  });
  const auto total = [&](const std::string& query) {
    return body_of(host_->get("/api/addresses?" + query), 200).at("total").as_int64();
  };
  EXPECT_EQ(total(""), 2);
  EXPECT_EQ(total("currency=btc&user_id=5&active=true"), 1);
  EXPECT_EQ(total("address=tb1qa"), 1);
  EXPECT_EQ(total("currency=ltc"), 0);
  const auto part = body_of(host_->get("/api/addresses?per_page=1"), 200);
  const auto rest = body_of(
      host_->get("/api/addresses?per_page=1&after=" + std::string(part.at("next").as_string())),
      200);
  EXPECT_EQ(rest.at("items").at(0).at("address").as_string(), "tb1qa");
  EXPECT_EQ(host_->get("/api/addresses?currency=doge").status, 400);
}

}  // namespace
