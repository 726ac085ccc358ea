#include "telegram/backoff.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

namespace telegram {
namespace {

using std::chrono::milliseconds;

TEST(Backoff, DoublesUpToTheLongest) {
  const Backoff backoff{.first = milliseconds(100), .max = milliseconds(1000)};
  base::SeededRandom random(1);
  for (const auto& [failures, whole] : {std::pair(1, 100), std::pair(2, 200), std::pair(4, 800),
                                        std::pair(5, 1000), std::pair(1000, 1000)}) {
    const milliseconds pause = backoff_pause(backoff, failures, random);
    EXPECT_GE(pause, milliseconds(whole / 2)) << failures;
    EXPECT_LE(pause, milliseconds(whole)) << failures;
  }
}

TEST(RetryPause, IsAsLongAsTelegramSaysAndGrowsWhenItSaysLess) {
  const Backoff backoff{.first = milliseconds(500), .max = milliseconds(30'000)};
  base::SeededRandom random(1);
  const ApiError flood{.kind = ApiErrorKind::too_many_requests, .retry_after_s = 7};
  EXPECT_EQ(retry_pause(flood, backoff, 1, random), milliseconds(7'000));
  EXPECT_GE(retry_pause(flood, backoff, 9, random), milliseconds(15'000));
  EXPECT_LE(retry_pause({}, backoff, 1, random), milliseconds(500));
}

RC_GTEST_PROP(BackoffProperties, StaysBetweenHalfAndWholeOfTheLongest, (std::uint64_t seed)) {
  base::SeededRandom random(seed);
  const Backoff backoff{.first = milliseconds(1), .max = milliseconds(30'000)};
  const int failures = *rc::gen::inRange(1, 100'000);
  const milliseconds pause = backoff_pause(backoff, failures, random);
  RC_ASSERT(pause >= milliseconds(0));
  RC_ASSERT(pause <= milliseconds(30'000));
}

}  // namespace
}  // namespace telegram
