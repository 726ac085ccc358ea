#include "chain/rates/rate_decision.h"

#include <gtest/gtest.h>

namespace {

using base::Money;
using chain::agree_on_price;
using chain::RateRefusal;
using chain::Reading;

constexpr base::Timestamp kNow{std::chrono::hours(500'000)};

Reading reading(const char* source, std::int64_t price) { return {source, Money::units(price)}; }

shop::ExchangeRate last(std::int64_t price, std::chrono::minutes age = std::chrono::minutes(10)) {
  return {
      .coin = base::Coin::btc, .price = Money::units(price), .source = "x", .read_at = kNow - age};
}

std::expected<Money, RateRefusal> price(std::vector<Reading> readings,
                                        std::optional<shop::ExchangeRate> before = {}) {
  const auto agreed = agree_on_price(readings, before, kNow);
  if (!agreed) {
    return std::unexpected(agreed.error());
  }
  return agreed->price;
}

TEST(RateDecision, TakesTheMedian) {
  const auto agreed = agree_on_price(
      std::vector{reading("Kraken", 101), reading("CoinGecko", 100), reading("Coinbase", 102)},
      std::nullopt, kNow);
  ASSERT_TRUE(agreed);
  EXPECT_EQ(agreed->price, Money::units(101));
  EXPECT_EQ(agreed->source, "median of CoinGecko, Coinbase, Kraken");
  EXPECT_EQ(price({reading("a", 100), reading("b", 101)}), Money::hundredths(10'050));
}

TEST(RateDecision, DropsOutliers) {
  const auto agreed = agree_on_price(
      std::vector{reading("a", 1), reading("b", 1'000), reading("c", 1'010), reading("d", 50'000)},
      last(900), kNow);
  ASSERT_TRUE(agreed);
  EXPECT_EQ(agreed->price, Money::units(1'005));
  EXPECT_EQ(agreed->source, "median of b, c");
}

TEST(RateDecision, TakesASingleSourceUpToAFifthFromTheLastRate) {
  EXPECT_EQ(price({reading("a", 120)}, last(100)), Money::units(120));
  EXPECT_EQ(price({reading("a", 121)}, last(100)).error(), RateRefusal::jump);
  EXPECT_EQ(price({reading("a", 100)}, last(120)), Money::units(100));
  EXPECT_EQ(price({reading("a", 99)}, last(120)).error(), RateRefusal::jump);
}

TEST(RateDecision, MovesFartherWhenTwoAgree) {
  EXPECT_EQ(price({reading("a", 200), reading("b", 202)}, last(100)), Money::units(201));
}

TEST(RateDecision, ForgetsALastRateOfYesterday) {
  EXPECT_EQ(price({reading("a", 200)}, last(100, std::chrono::hours(25))), Money::units(200));
}

TEST(RateDecision, ChoosesByTheLastRateWhenNoTwoAgree) {
  EXPECT_EQ(price({reading("a", 50), reading("b", 104), reading("c", 300)}, last(100)),
            Money::units(104));
  EXPECT_EQ(price({reading("a", 50), reading("b", 150)}, last(100)).error(), RateRefusal::jump);
  EXPECT_EQ(price({reading("a", 50), reading("b", 150)}).error(), RateRefusal::disagreement);
}

TEST(RateDecision, ChoosesTheGroupNearestToTheLastRate) {
  EXPECT_EQ(price({reading("a", 100), reading("b", 101), reading("c", 200), reading("d", 201)},
                  last(190)),
            Money::hundredths(20'050));
}

TEST(RateDecision, RefusesNothing) {
  EXPECT_EQ(price({}, last(100)).error(), RateRefusal::nothing_read);
}

}  // namespace
