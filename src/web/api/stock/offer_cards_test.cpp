// What there is of an offer over the REST API, and offers that run out.
#include <array>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "shop/customers/customer.h"
#include "shop/money/adjustment.h"
#include "shop/sales/low_stock_news.h"
#include "shop/sales/purchase.h"
#include "shop/sales/reservation.h"
#include "shop/stock/low_stock.h"
#include "shop/stock/product.h"
#include "support/on_both_engines.h"
#include "web/testing/api_test_base.h"

namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using web::testing::ApiHost;
using web::testing::body_of;
using web::testing::detail_of;

constexpr std::int64_t kShopper = 5;

class OfferCardsTest : public web::testing::ApiTestBase {
 protected:
  void SetUp() override {
    ApiTestBase::SetUp();
    transact([&](db::Tx& tx) {
      shop::register_customer(tx, {.id = kShopper, .first_name = "Ana"}, random_, clock_.now());
      return shop::adjust(tx,
                          {.user_id = kShopper,
                           .amount = base::Money::units(100),
                           .reason = "Gift",
                           .idempotency_key = "gift"},
                          shop::permit<shop::Act::adjust>(shop::Actor::cli()).value(), clock_.now())
          .has_value();
    });
  }
  void stock(const std::string& city, const std::string& name, int units) {
    std::vector<shop::NewProduct> products;
    for (int i = 0; i < units; ++i) {
      products.push_back({.city = city,
                          .district = "Center",
                          .category = "Vouchers",
                          .name = name,
                          .base_price = base::Money::units(10),
                          .delivery_text = fmt::format("{} {} {}", city, name, i)});
    }
    transact([&](db::Tx& tx) {
      shop::insert_products(tx, products, clock_.now());
      return true;
    });
  }
  void hold(std::int64_t unit) {
    transact([&](db::Tx& tx) {
      return shop::reserve(tx, kShopper, unit, clock_.now(), std::chrono::minutes(15)).has_value();
    });
  }
  std::int64_t buy(std::int64_t unit) {
    hold(unit);
    return transact([&](db::Tx& tx) {
      const auto order =
          shop::purchase(tx, kShopper, unit, base::Money::units(10), clock_.now()).value().id;
      shop::tell_of_low_stock(tx, std::array{order}, std::array{web::testing::kOwnerId},
                              shop::kLowStockLine, clock_.now());
      return order;
    });
  }
  std::vector<std::string> names(const std::string& path) {
    std::vector<std::string> names;
    for (const auto& item : body_of(host_->get(path), 200).at("items").as_array()) {
      names.emplace_back(item.at("name").as_string());
    }
    return names;
  }
  net::HttpResponse set_line(std::int64_t unit, const std::string& line, const std::string& etag) {
    auto headers = ApiHost::owner();
    headers.add("Content-Type", "application/json");
    headers.add("If-Match", etag);
    return host_->send({.method = "PUT",
                        .url = fmt::format("/api/offers/{}/low-stock-line", unit),
                        .headers = headers,
                        .body = fmt::format(R"({{"low_stock_line":{}}})", line)});
  }

  base::SystemClock clock_;
  base::SystemRandom random_;
};
INSTANTIATE_TEST_SUITE_P(, OfferCardsTest, support::kBothEngines, support::engine_name);

TEST_P(OfferCardsTest, ShowWhatBecameOfTheUnits) {
  stock("Warsaw", "Tea", 4);
  const auto order = buy(1);
  hold(2);
  const auto card = body_of(host_->get("/api/offers/1"), 200);
  EXPECT_EQ(card.at("name").as_string(), "Tea");
  EXPECT_EQ(card.at("free").as_int64(), 2);
  EXPECT_EQ(card.at("held").as_int64(), 1);
  EXPECT_EQ(card.at("sold").as_int64(), 1);
  EXPECT_EQ(card.at("withdrawn").as_int64(), 0);
  EXPECT_EQ(card.at("low_stock_line").as_int64(), shop::kLowStockLine);
  const auto held = body_of(host_->get("/api/offers/1/units?per_page=2"), 200);
  EXPECT_EQ(held.at("total").as_int64(), 3);
  EXPECT_EQ(held.at("items").as_array().size(), 2U);
  EXPECT_EQ(held.at("items").at(0).at("user_id").as_int64(), kShopper);
  EXPECT_TRUE(held.at("items").at(0).as_object().contains("reserved_until"));
  EXPECT_FALSE(held.at("items").at(1).as_object().contains("user_id"));
  const auto sold = body_of(host_->get("/api/offers/1/units?sold=true"), 200);
  EXPECT_EQ(sold.at("total").as_int64(), 1);
  EXPECT_EQ(sold.at("items").at(0).at("order_id").as_int64(), order);
  EXPECT_TRUE(sold.at("items").at(0).as_object().contains("sold_at"));
}

TEST_P(OfferCardsTest, RunLowAndOutAndAreRestocked) {
  stock("Warsaw", "Tea", 4);
  stock("Warsaw", "Cake", 1);
  EXPECT_THAT(names("/api/offers/low"), IsEmpty());
  buy(1);
  EXPECT_THAT(names("/api/offers/low"), ElementsAre("Tea"));
  EXPECT_THAT(names("/api/offers/sold-out"), IsEmpty());
  buy(5);
  EXPECT_THAT(names("/api/offers/sold-out"), ElementsAre("Cake"));
  EXPECT_THAT(names("/api/offers/sold-out?page=2"), IsEmpty());
  EXPECT_EQ(host_->get("/api/offers/sold-out?after=x").status, 400);
  EXPECT_EQ(
      host_->post("/api/offers/restock", R"({"product_id":5,"delivery_texts":["C-2"]})").status,
      200);
  EXPECT_THAT(names("/api/offers/sold-out"), IsEmpty());
}

TEST_P(OfferCardsTest, HaveALineOfLowStock) {
  stock("Warsaw", "Tea", 2);
  const auto seen = host_->get("/api/offers/2/low-stock-line");
  EXPECT_EQ(body_of(seen, 200).at("low_stock_line").as_int64(), shop::kLowStockLine);
  const std::string etag(seen.headers.find("ETag").value_or(""));
  EXPECT_EQ(body_of(set_line(1, "7", etag), 200).at("low_stock_line").as_int64(), 7);
  EXPECT_EQ(set_line(2, "8", etag).status, 412);
  EXPECT_EQ(body_of(host_->get("/api/offers/2"), 200).at("low_stock_line").as_int64(), 7);
  for (const auto* line : {"-1", "501", "1.5", "\"7\"", "null"}) {
    EXPECT_TRUE(detail_of(set_line(1, line, "*"), 400).contains("low_stock_line")) << line;
  }
  EXPECT_EQ(set_line(99, "7", "*").status, 404);
  EXPECT_EQ(
      read([](db::Tx& tx) {
        return tx.one<std::int64_t>("SELECT count(*) FROM audit_log WHERE actor = 'web:owner'");
      }),
      1);
}

TEST_P(OfferCardsTest, StandInPlaces) {
  stock("Warsaw", "Tea", 1);
  stock("Łódź", "Tea", 1);
  EXPECT_THAT(names("/api/places"), ElementsAre("Warsaw", "Łódź"));
  EXPECT_THAT(names("/api/places?per_page=1&page=2"), ElementsAre("Łódź"));
  EXPECT_THAT(names("/api/places?city=Warsaw"), ElementsAre("Center"));
  EXPECT_THAT(names("/api/places?city=Warsaw&district=Center"), ElementsAre("Vouchers"));
  EXPECT_THAT(names("/api/places?city=Nowhere"), IsEmpty());
  EXPECT_TRUE(detail_of(host_->get("/api/places?district=Center"), 400).contains("`city`"));
}

TEST_P(OfferCardsTest, OfUnitsThatNeverWereAreNotFound) {
  for (const auto* path : {"/api/offers/99", "/api/offers/99/units", "/api/offers/0",
                           "/api/offers/99/low-stock-line", "/api/offers/restock"}) {
    EXPECT_EQ(host_->get(path).status, 404) << path;
  }
}

}  // namespace
