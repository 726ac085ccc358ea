#include "bot/updates/update_window.h"

#include <gtest/gtest.h>

namespace bot {
namespace {

TEST(UpdateWindow, DetectsARepeatInAnyOrder) {
  UpdateWindow window;
  EXPECT_TRUE(window.add(7));
  EXPECT_TRUE(window.add(5));
  EXPECT_FALSE(window.add(7));
  EXPECT_FALSE(window.add(5));
  EXPECT_TRUE(window.add(6));
}

TEST(UpdateWindow, ForgetsTheOldest) {
  UpdateWindow window(/*capacity=*/3);
  for (const std::int64_t id : {1, 2, 3, 4}) {
    EXPECT_TRUE(window.add(id));
  }
  EXPECT_FALSE(window.add(2));
  EXPECT_FALSE(window.add(4));
  EXPECT_TRUE(window.add(1));
  EXPECT_TRUE(window.add(2)) << "1 took its place";
}

}  // namespace
}  // namespace bot
