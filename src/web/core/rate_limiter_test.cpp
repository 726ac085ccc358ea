#include "web/core/rate_limiter.h"

#include <gtest/gtest.h>

namespace web {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr base::Timestamp kStart{std::chrono::days(20'000)};
constexpr RateLimit kTwo{.per_second = 2};  // a burst of 6

TEST(RateLimiter, TakesABurstAndThenTheRate) {
  RateLimiter limiter;
  for (int left = 5; left >= 0; --left) {
    const auto quota = limiter.take("a", kTwo, kStart);
    EXPECT_FALSE(quota.is_exceeded);
    EXPECT_EQ(quota.limit, 6);
    EXPECT_EQ(quota.remaining, left);
  }
  const auto refused = limiter.take("a", kTwo, kStart);
  EXPECT_TRUE(refused.is_exceeded);
  EXPECT_EQ(refused.remaining, 0);
  EXPECT_EQ(refused.until_next, seconds(1));
  EXPECT_EQ(refused.until_full, seconds(3));
  EXPECT_TRUE(limiter.take("a", kTwo, kStart + milliseconds(499)).is_exceeded);
  EXPECT_FALSE(limiter.take("a", kTwo, kStart + milliseconds(500)).is_exceeded);
  EXPECT_TRUE(limiter.take("a", kTwo, kStart + milliseconds(500)).is_exceeded);
  EXPECT_FALSE(limiter.take("b", kTwo, kStart).is_exceeded) << "another caller";
}

TEST(RateLimiter, FillsUpToTheBurstAndNoFurther) {
  RateLimiter limiter;
  limiter.take("a", kTwo, kStart);
  EXPECT_EQ(limiter.take("a", kTwo, kStart + std::chrono::hours(9)).remaining, 5);
}

TEST(RateLimiter, TakesNothingWhenItOnlyLooks) {
  RateLimiter limiter;
  for (int i = 0; i < 20; ++i) {
    EXPECT_EQ(limiter.look("a", kTwo, kStart).remaining, 6);
  }
  EXPECT_EQ(limiter.size(), 0U);
}

TEST(RateLimiter, LocksNobodyOutWhenTheClockIsSetBack) {
  RateLimiter limiter;
  limiter.take("a", kTwo, kStart + std::chrono::hours(9));
  EXPECT_TRUE(limiter.take("a", kTwo, kStart).is_exceeded);
  EXPECT_EQ(limiter.take("a", kTwo, kStart).until_next, seconds(1));
  EXPECT_FALSE(limiter.take("a", kTwo, kStart + milliseconds(500)).is_exceeded);
}

TEST(RateLimiter, RemembersABoundedNumberOfCallers) {
  RateLimiter limiter;
  for (std::size_t i = 0; i < 3 * RateLimiter::kMaxCallers; ++i) {
    EXPECT_FALSE(limiter.take(std::to_string(i), kTwo, kStart).is_exceeded);
    EXPECT_LE(limiter.size(), RateLimiter::kMaxCallers);
  }
  limiter.take("late", kTwo, kStart + std::chrono::hours(1));
  EXPECT_EQ(limiter.size(), 1U) << "full buckets are forgotten";
}

}  // namespace
}  // namespace web
