#include "telegram/updates/patience.h"

#include <gtest/gtest.h>

namespace telegram {
namespace {

using std::chrono::minutes;

class PatienceTest : public testing::Test {
 protected:
  bool is_over(ApiErrorKind kind = ApiErrorKind::conflict) { return patience_.is_over_with(kind); }

  base::ManualClock clock_{base::Timestamp(std::chrono::hours(1))};
  Patience patience_{clock_, minutes(5)};
};

TEST_F(PatienceTest, IsOverWhenTheSameRefusalLastsLongEnough) {
  EXPECT_FALSE(is_over());
  clock_.advance(minutes(4));
  EXPECT_FALSE(is_over());
  EXPECT_FALSE(is_over());
  clock_.advance(minutes(1));
  EXPECT_TRUE(is_over());
}

TEST_F(PatienceTest, BeginsAnewAfterAnyOtherAnswer) {
  EXPECT_FALSE(is_over());
  EXPECT_FALSE(is_over());
  clock_.advance(minutes(5));
  EXPECT_FALSE(is_over(ApiErrorKind::unauthorized));
  clock_.advance(minutes(4));
  patience_.renew();
  clock_.advance(minutes(4));
  for (int i = 0; i < 5; ++i) {
    EXPECT_FALSE(is_over(ApiErrorKind::unauthorized));
  }
}

TEST_F(PatienceTest, TakesNoClockThatWasSetForMinutes) {
  EXPECT_FALSE(is_over());
  clock_.advance(std::chrono::hours(9));
  EXPECT_FALSE(is_over());
  EXPECT_TRUE(is_over());
}

}  // namespace
}  // namespace telegram
