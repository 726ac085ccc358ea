#include "shop/deposits/coins/coin.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

namespace shop {
namespace {

using base::Money;

TEST(Coin, IsWorthItsPrice) {
  EXPECT_EQ(worth_of(kSatPerCoin, Money::hundredths(400'000'01)), Money::hundredths(400'000'01));
  EXPECT_EQ(worth_of(50'000, Money::units(200'000)), Money::units(100));
  EXPECT_EQ(worth_of(0, Money::units(200'000)), Money());
}

TEST(Coin, IsWrittenWithoutZerosAtTheEnd) {
  EXPECT_EQ(coins_text(50'000), "0.0005");
  EXPECT_EQ(coins_text(1), "0.00000001");
  EXPECT_EQ(coins_text(10 * kSatPerCoin), "10");
  EXPECT_EQ(coins_text(0), "0");
}

TEST(Coin, RoundsHalfUp) {
  EXPECT_EQ(worth_of(49'999'999, Money::hundredths(1)), Money());
  EXPECT_EQ(worth_of(50'000'000, Money::hundredths(1)), Money::hundredths(1));
}

TEST(Coin, AllThatThereAreFitIn) {
  constexpr std::int64_t kAllBitcoins = 21'000'000 * kSatPerCoin;
  EXPECT_EQ(worth_of(kAllBitcoins, Money::units(40'000)), Money::units(840'000'000'000));
  EXPECT_FALSE(is_worth_in_range(kAllBitcoins, Money::units(400'000)));
}

RC_GTEST_PROP(Coin, IsAtMostHalfAHundredthOff, ()) {
  const auto sat = *rc::gen::inRange<std::int64_t>(0, 1'000 * kSatPerCoin);
  const auto price = *rc::gen::inRange<std::int64_t>(1, 1'000'000'00);
  const auto exact = static_cast<__int128>(sat) * price;
  const auto worth =
      static_cast<__int128>(worth_of(sat, Money::hundredths(price)).hundredths()) * kSatPerCoin;
  RC_ASSERT(2 * (worth - exact) <= kSatPerCoin);
  RC_ASSERT(2 * (exact - worth) < kSatPerCoin);
}

RC_GTEST_PROP(Coin, TheFewestCoinsForAnAmountAreWorthIt, ()) {
  const auto amount = Money::hundredths(*rc::gen::inRange<std::int64_t>(1, 100'000'000));
  const auto price = Money::hundredths(*rc::gen::inRange<std::int64_t>(1'000, 100'000'000));
  const auto coins = coins_for(amount, price);
  RC_ASSERT(worth_of(coins, price) >= amount);
  RC_ASSERT(static_cast<__int128>(coins - 1) * price.hundredths() <
            static_cast<__int128>(amount.hundredths()) * kSatPerCoin);
}

}  // namespace
}  // namespace shop
