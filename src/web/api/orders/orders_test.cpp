// Orders over the REST API.
#include <string>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "base/random.h"
#include "shop/customers/customer.h"
#include "shop/sales/purchase.h"
#include "shop/sales/reservation.h"
#include "shop/stock/product.h"
#include "support/on_both_engines.h"
#include "web/testing/api_test_base.h"

namespace {

using web::testing::ApiHost;
using web::testing::body_of;

constexpr std::int64_t kBuyer = 1'001;

class OrdersApiTest : public web::testing::ApiTestBase {
 protected:
  void join() {
    transact([](db::Tx& tx) {
      base::SystemRandom random;
      return shop::register_customer(tx, {.id = kBuyer, .first_name = "Ann"}, random, kTime);
    });
    call("/api/users/1001/adjustments", R"({"amount":"100.00","reason":"test"})", "gift", 200);
  }
  std::int64_t add(const std::string& code) {
    const auto unit = body_of(
        host_->post("/api/products",
                    fmt::format(R"({{"city":"Warsaw","district":"Centrum","category":"Vouchers",)"
                                R"("name":"Voucher","base_price":"50.00","delivery_text":"{}"}})",
                                code)),
        201);
    return unit.at("id").as_int64();
  }
  std::int64_t buy(std::int64_t unit) {
    return transact([&](db::Tx& tx) {
      shop::reserve(tx, kBuyer, unit, kTime, std::chrono::minutes(15)).value();
      return shop::purchase(tx, kBuyer, unit, base::Money::units(50), kTime).value().id;
    });
  }
  boost::json::value call(const std::string& path, const std::string& body, const std::string& key,
                          int status) {
    return body_of(host_->post(path, body, key), status);
  }
  static std::string code_of(const boost::json::value& problem) {
    return std::string(problem.at("code").as_string());
  }
  static std::string path_of(std::int64_t order, std::string_view rest = "") {
    return fmt::format("/api/orders/{}{}", order, rest);
  }

  static constexpr base::Timestamp kTime{std::chrono::sys_days(std::chrono::November / 24 / 2026)};
};
INSTANTIATE_TEST_SUITE_P(, OrdersApiTest, support::kBothEngines, support::engine_name);

TEST_P(OrdersApiTest, AnOrderIsShownAndItsDeliveryApart) {
  join();
  const auto order = buy(add("A-1"));
  const auto shown = body_of(host_->get(path_of(order)), 200);
  EXPECT_EQ(shown.at("final_price").as_string(), "50.00");
  EXPECT_FALSE(boost::json::serialize(shown).contains("A-1"));
  const auto delivery = body_of(host_->get(path_of(order, "/delivery")), 200);
  EXPECT_EQ(delivery.at("delivery_text").as_string(), "A-1");
  EXPECT_EQ(code_of(body_of(host_->get(path_of(99)), 404)), "not_found");
  EXPECT_EQ(code_of(body_of(host_->get(path_of(99, "/delivery")), 404)), "not_found");
}

TEST_P(OrdersApiTest, AnOrderIsRefundedOnce) {
  join();
  const auto order = buy(add("A-1"));
  const auto path = path_of(order, "/refund");
  EXPECT_EQ(code_of(call(path, R"({"amount":"50.01","reason":"bad"})", "r-0", 400)),
            "invalid_request");
  EXPECT_EQ(code_of(call(path, R"({"reason":" "})", "r-0", 400)), "invalid_request");
  EXPECT_EQ(code_of(call(path, R"({"reason":"bad"})", "", 400)), "no_idempotency_key");
  EXPECT_EQ(call(path, R"({"reason":"bad"})", "r-1", 200).at("amount").as_string(), "50.00");
  EXPECT_EQ(call(path, R"({"reason":"bad"})", "r-1", 200).at("amount").as_string(), "50.00");
  EXPECT_EQ(code_of(call(path, R"({"reason":"bad"})", "r-2", 409)), "refunded");
  EXPECT_EQ(code_of(call(path_of(99, "/refund"), R"({"reason":"bad"})", "r-3", 404)), "not_found");
  const auto shown = body_of(host_->get(path_of(order)), 200);
  EXPECT_EQ(shown.at("refund").at("actor").as_string(), "web:owner");
  EXPECT_EQ(body_of(host_->get("/api/users/1001"), 200).at("balance").as_string(), "100.00");
}

TEST_P(OrdersApiTest, ABadUnitIsReplaced) {
  join();
  const auto bad = add("A-1");
  const auto order = buy(bad);
  const auto path = path_of(order, "/replace");
  EXPECT_EQ(code_of(call(path, R"({"reason":"bad"})", "p-1", 409)), "none_left");
  const auto good = add("A-2");
  EXPECT_EQ(code_of(call(path, R"({"reason":""})", "p-1", 400)), "invalid_request");
  const auto replaced = call(path, R"({"reason":"bad"})", "p-1", 200);
  EXPECT_EQ(replaced.at("good_product_id").as_int64(), good);
  EXPECT_EQ(code_of(call(path, fmt::format(R"({{"bad_product_id":{},"reason":"bad"}})", bad), "p-2",
                         409)),
            "replaced");
  const auto shown = body_of(host_->get(path_of(order)), 200);
  EXPECT_EQ(shown.at("replacements").as_array().size(), 1U);
  EXPECT_EQ(body_of(host_->get(path_of(order, "/delivery")), 200).at("delivery_text").as_string(),
            "A-2");
}

}  // namespace
