#include "telegram/updates/episode.h"

#include <gtest/gtest.h>

namespace telegram {
namespace {

class EpisodeTest : public testing::Test {
 protected:
  bool is_told_after(std::chrono::seconds passed) {
    clock_.advance(passed);
    return episode_.note();
  }

  base::ManualClock clock_{base::Timestamp(std::chrono::hours(1))};
  Episode episode_{clock_};
};

TEST_F(EpisodeTest, IsToldOnceWhenItLasts) {
  EXPECT_FALSE(is_told_after(std::chrono::seconds(0)));
  EXPECT_FALSE(is_told_after(Episode::kPassing - std::chrono::seconds(1)));
  EXPECT_TRUE(is_told_after(std::chrono::seconds(1)));
  for (int i = 0; i < 10; ++i) {
    EXPECT_FALSE(is_told_after(Episode::kQuiet - std::chrono::seconds(1)));
  }
}

TEST_F(EpisodeTest, IsNotToldWhenItPasses) {
  for (int i = 0; i < 3; ++i) {
    EXPECT_FALSE(is_told_after(Episode::kQuiet));
    EXPECT_FALSE(is_told_after(std::chrono::seconds(5)));
  }
}

TEST_F(EpisodeTest, IsToldAgainWhenItComesBack) {
  for (int i = 0; i < 2; ++i) {
    EXPECT_FALSE(is_told_after(Episode::kQuiet));
    EXPECT_TRUE(is_told_after(Episode::kPassing));
  }
}

}  // namespace
}  // namespace telegram
