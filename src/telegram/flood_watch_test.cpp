#include "telegram/flood_watch.h"

#include <gtest/gtest.h>

namespace telegram {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr SendTime kBegin{std::chrono::hours(1)};

TEST(FloodWatch, TakesTheWaitsOfSeveralChatsForTheBots) {
  FloodWatch watch;
  EXPECT_EQ(watch.note_wait(1, kBegin + seconds(9), kBegin), std::nullopt);
  EXPECT_EQ(watch.note_wait(2, kBegin + seconds(7), kBegin), std::nullopt);
  EXPECT_EQ(watch.note_wait(3, kBegin + seconds(1'127), kBegin), kBegin + seconds(7));
}

TEST(FloodWatch, TakesManyWaitsOfOneChatForItsOwn) {
  FloodWatch watch;
  for (int i = 0; i < 20; ++i) {
    EXPECT_EQ(watch.note_wait(1 + i % 2, kBegin + seconds(9), kBegin), std::nullopt);
  }
}

TEST(FloodWatch, TakesNothingForTheBotsWhileACallSucceeds) {
  FloodWatch watch;
  watch.note_success(kBegin);
  for (std::int64_t chat = 1; chat < 20; ++chat) {
    EXPECT_EQ(watch.note_wait(chat, kBegin + seconds(9), kBegin + milliseconds(999)), std::nullopt);
  }
  EXPECT_NE(watch.note_wait(20, kBegin + seconds(9), kBegin + milliseconds(1'000)), std::nullopt);
}

TEST(FloodWatch, LooksOnlyAtTheLastSecond) {
  FloodWatch watch;
  for (std::int64_t chat = 1; chat < 20; ++chat) {
    const auto now = kBegin + milliseconds(500) * chat;
    EXPECT_EQ(watch.note_wait(chat, now + seconds(60), now), std::nullopt);
  }
}

}  // namespace
}  // namespace telegram
