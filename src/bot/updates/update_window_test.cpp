#include "bot/updates/update_window.h"

#include <gtest/gtest.h>

namespace bot {
namespace {

constexpr base::Timestamp kNow{std::chrono::hours(1)};

TEST(UpdateWindow, DetectsARepeatInAnyOrder) {
  UpdateWindow window;
  EXPECT_TRUE(window.add(7, kNow));
  EXPECT_TRUE(window.add(5, kNow));
  EXPECT_FALSE(window.add(7, kNow));
  EXPECT_FALSE(window.add(5, kNow));
  EXPECT_TRUE(window.add(6, kNow));
}

TEST(UpdateWindow, ForgetsTheOldest) {
  UpdateWindow window(/*capacity=*/3);
  for (const std::int64_t id : {1, 2, 3, 4}) {
    EXPECT_TRUE(window.add(id, kNow));
  }
  EXPECT_FALSE(window.add(2, kNow));
  EXPECT_FALSE(window.add(4, kNow));
  EXPECT_TRUE(window.add(1, kNow));
  EXPECT_TRUE(window.add(2, kNow)) << "1 took its place";
}

// Telegram repeats an update for a day, and begins a new series of ids after a week.
TEST(UpdateWindow, ForgetsAllAfterAPauseOfDays) {
  UpdateWindow window(/*capacity=*/2);
  EXPECT_TRUE(window.add(7, kNow));
  EXPECT_TRUE(window.add(8, kNow));
  EXPECT_FALSE(window.add(7, kNow + std::chrono::hours(24)));
  EXPECT_TRUE(window.add(7, kNow + std::chrono::hours(24 * 8)));
  EXPECT_TRUE(window.add(8, kNow + std::chrono::hours(24 * 8)));
  EXPECT_FALSE(window.add(7, kNow + std::chrono::hours(24 * 8)));
}

}  // namespace
}  // namespace bot
