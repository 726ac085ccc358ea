#include "shop/customers/achievement.h"

#include <gtest/gtest.h>

#include "support/on_both_engines.h"

namespace shop {
namespace {

TEST(Achievement, BeginsExactlyAtItsCount) {
  EXPECT_FALSE(has_earned(Achievement::first_purchase, {}));
  EXPECT_TRUE(has_earned(Achievement::first_purchase, {.orders = 1}));
  EXPECT_FALSE(has_earned(Achievement::regular, {.orders = 4}));
  EXPECT_TRUE(has_earned(Achievement::regular, {.orders = 5}));
  EXPECT_FALSE(has_earned(Achievement::collector, {.orders = 24}));
  EXPECT_TRUE(has_earned(Achievement::collector, {.orders = 25}));
  EXPECT_FALSE(has_earned(Achievement::bargain, {.orders = 9}));
  EXPECT_TRUE(has_earned(Achievement::bargain, {.orders = 9, .discounted_orders = 1}));
  EXPECT_TRUE(has_earned(Achievement::first_referral, {.referees = 1}));
  EXPECT_FALSE(has_earned(Achievement::ambassador, {.referees = 9}));
  EXPECT_TRUE(has_earned(Achievement::ambassador, {.referees = 10}));
}

class ActivityTest : public support::OnBothEngines {};
INSTANTIATE_TEST_SUITE_P(, ActivityTest, support::kBothEngines, support::engine_name);

TEST_P(ActivityTest, OfSomebodyWhoDidNothingIsZero) {
  const Activity activity = read([](db::Tx& tx) { return activity_of(tx, 1); });
  EXPECT_EQ(activity.orders, 0);
  EXPECT_EQ(activity.discounted_orders, 0);
  EXPECT_EQ(activity.referees, 0);
}

}  // namespace
}  // namespace shop
