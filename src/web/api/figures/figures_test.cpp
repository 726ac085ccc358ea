// Figures and referrals over the API.
#include <string>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "shop/customers/customer.h"
#include "shop/deposits/star_deposit.h"
#include "shop/money/adjustment.h"
#include "shop/reports/daily_summary.h"
#include "shop/reports/local_time.h"
#include "shop/sales/purchase.h"
#include "shop/sales/reservation.h"
#include "shop/stock/product.h"
#include "support/on_both_engines.h"
#include "web/testing/api_test_base.h"

namespace {

using web::testing::ApiHost;
using web::testing::body_of;

class FiguresApiTest : public web::testing::ApiTestBase {
 protected:
  shop::Customer register_customer(std::int64_t id, std::optional<std::string> code = {}) {
    return transact([&](db::Tx& tx) {
      return shop::register_customer(
                 tx, {.id = id, .first_name = "Ana", .referral_code = std::move(code)}, random_,
                 clock_.now())
          .customer;
    });
  }
  // The customer buys a unit of 20.00.
  void sell_to(std::int64_t user_id) {
    transact([&](db::Tx& tx) {
      const auto now = clock_.now();
      const std::vector<shop::NewProduct> units{{.city = "Warsaw",
                                                 .district = "Center",
                                                 .category = "Vouchers",
                                                 .name = "Coffee",
                                                 .base_price = base::Money::units(20),
                                                 .delivery_text = "CODE"}};
      shop::insert_products(tx, units, now);
      const auto id = tx.one<std::int64_t>("SELECT max(id) FROM products");
      shop::adjust(tx,
                   {.user_id = user_id,
                    .amount = base::Money::units(20),
                    .reason = "Gift",
                    .idempotency_key = "gift"},
                   shop::permit<shop::Act::adjust>(shop::Actor::cli()).value(), now)
          .value();
      shop::reserve(tx, user_id, id, now, std::chrono::minutes(15)).value();
      return shop::purchase(tx, user_id, id, base::Money::units(20), now).value();
    });
  }

  base::SystemClock clock_;
  base::SystemRandom random_;
};
INSTANTIATE_TEST_SUITE_P(, FiguresApiTest, support::kBothEngines, support::engine_name);

TEST_P(FiguresApiTest, SummariseTheLastDays) {
  register_customer(5);
  sell_to(5);
  const auto summary = body_of(host_->get("/api/stats/summary"), 200);
  EXPECT_EQ(summary.at("orders").as_int64(), 1);
  EXPECT_EQ(summary.at("revenue").as_string(), "20.00");
  EXPECT_EQ(summary.at("new_customers").as_int64(), 1);
  EXPECT_EQ(summary.at("best_offers").at(0).at("name").as_string(), "Coffee");
  EXPECT_EQ(summary.at("best_cities").at(0).at("city").as_string(), "Warsaw");
  EXPECT_EQ(summary.at("owed_to_customers").as_string(), "0.00");
  const auto today = shop::text_of_day(shop::day_at({}, clock_.now()));
  EXPECT_EQ(summary.at("last_day").as_string(), today);
  EXPECT_EQ(body_of(host_->get("/api/stats/summary?days=1"), 200).at("first_day").as_string(),
            today);
}

TEST_P(FiguresApiTest, ListEachDay) {
  register_customer(5);
  sell_to(5);
  const auto days = body_of(host_->get("/api/stats/daily?days=2"), 200).at("items").as_array();
  ASSERT_EQ(days.size(), 2U);
  EXPECT_EQ(days[0].at("orders").as_int64(), 0);
  EXPECT_EQ(days[1].at("revenue").as_string(), "20.00");
  EXPECT_LT(days[0].at("day").as_string(), days[1].at("day").as_string());
  EXPECT_EQ(body_of(host_->get("/api/stats/daily"), 200).at("total").as_int64(), 30);
  for (const auto* path : {"/api/stats/daily", "/api/stats/summary", "/api/referrals/report"}) {
    for (const auto* count : {"0", "367", "-1", "week", "1e400"}) {
      EXPECT_EQ(host_->get(fmt::format("{}?days={}", path, count)).status, 400) << path << count;
    }
  }
}

TEST_P(FiguresApiTest, TheLeaderboardHasPages) {
  for (const std::int64_t id : {1, 2, 3}) {
    const auto code = register_customer(id).referral_code;
    for (std::int64_t referee = 0; referee < id; ++referee) {
      register_customer(id * 100 + referee, code);
    }
  }
  const auto first = body_of(host_->get("/api/referrals/leaderboard?per_page=2"), 200);
  EXPECT_EQ(first.at("total").as_int64(), 3);
  EXPECT_EQ(first.at("items").at(0).at("id").as_int64(), 3);
  EXPECT_EQ(first.at("items").at(0).at("referees").as_int64(), 3);
  const auto second = body_of(host_->get("/api/referrals/leaderboard?per_page=2&page=2"), 200);
  EXPECT_EQ(second.at("items").at(0).at("id").as_int64(), 1);
  EXPECT_EQ(second.at("items").as_array().size(), 1U);
  const auto report = body_of(host_->get("/api/referrals/report"), 200);
  EXPECT_EQ(report.at("new_referees").as_int64(), 6);
  EXPECT_EQ(report.at("commissions").as_string(), "0.00");
  EXPECT_EQ(host_->get("/api/referrals/leaderboard?page=0").status, 400);
}

TEST_P(FiguresApiTest, EverybodyWhoEarnedIsListed) {
  const auto code = register_customer(1).referral_code;
  register_customer(2, code);
  const auto none = body_of(host_->get("/api/referrals/referrers"), 200);
  EXPECT_EQ(none.at("total").as_int64(), 0);
  transact([&](db::Tx& tx) {
    const shop::StarInvoice invoice{.user_id = 2, .amount = base::Money::units(100), .stars = 500};
    return shop::credit_stars(tx,
                              {.user_id = 2,
                               .currency = "XTR",
                               .total_amount = 500,
                               .payload = shop::star_payload(invoice)},
                              "charge-1", *base::Percent::of(3), clock_.now())
        .has_value();
  });
  const auto list = body_of(host_->get("/api/referrals/referrers?days=1"), 200);
  EXPECT_EQ(list.at("total").as_int64(), 1);
  EXPECT_EQ(list.at("items").at(0).at("id").as_int64(), 1);
  EXPECT_EQ(list.at("items").at(0).at("earned").as_string(), "3.00");
  EXPECT_EQ(
      body_of(host_->get("/api/referrals/referrers?page=2"), 200).at("items").as_array().size(),
      0U);
  EXPECT_EQ(host_->get("/api/referrals/referrers?days=0").status, 400);
}

}  // namespace
