#include "shop/customers/tier.h"

#include <gtest/gtest.h>

namespace shop {
namespace {

base::Money units(std::int64_t value) { return base::Money::units(value); }
base::Money hundredths(std::int64_t value) { return base::Money::hundredths(value); }

TEST(Tier, BeginsExactlyAtItsThreshold) {
  EXPECT_EQ(tier_of(units(0)), Tier::bronze);
  EXPECT_EQ(tier_of(units(30)), Tier::bronze);
  EXPECT_EQ(tier_of(hundredths(99'99)), Tier::bronze);
  EXPECT_EQ(tier_of(units(100)), Tier::silver);
  EXPECT_EQ(tier_of(hundredths(499'99)), Tier::silver);
  EXPECT_EQ(tier_of(units(500)), Tier::gold);
  EXPECT_EQ(tier_of(units(1000)), Tier::platinum);
  EXPECT_EQ(tier_of(hundredths(4999'99)), Tier::platinum);
  EXPECT_EQ(tier_of(units(5000)), Tier::diamond);
}

TEST(Tier, ProgressCountsFromTheLastThreshold) {
  const auto progress = progress_of(units(200));
  ASSERT_TRUE(progress);
  EXPECT_EQ(progress->next, Tier::gold);
  EXPECT_EQ(progress->missing, units(300));
  EXPECT_EQ(progress->percent, 25);
}

TEST(Tier, ProgressIsNeverFullBeforeTheNextTier) {
  const auto progress = progress_of(hundredths(99'99));
  ASSERT_TRUE(progress);
  EXPECT_EQ(progress->percent, 99);
  EXPECT_EQ(progress->missing, hundredths(1));
}

TEST(Tier, TheHighestHasNoProgress) { EXPECT_FALSE(progress_of(units(5000))); }

}  // namespace
}  // namespace shop
