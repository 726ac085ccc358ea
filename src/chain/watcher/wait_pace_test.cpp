#include "chain/watcher/wait_pace.h"

#include <vector>

#include <gmock/gmock.h>

namespace chain {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using testing::ElementsAre;

constexpr seconds kWait{10};
constexpr seconds kLongest{64};

// How many waits of that length begin within a time, which passes with them and the pauses alone.
int waits_within(seconds time, milliseconds lasted) {
  WaitPace pace(kWait, kLongest);
  int waits = 0;
  for (auto now = milliseconds(0); now < time; now += lasted + pace.pause_after(lasted)) {
    ++waits;
  }
  return waits;
}

std::vector<long> pauses_s(WaitPace& pace, int count, milliseconds lasted) {
  std::vector<long> pauses;
  for (int i = 0; i < count; ++i) {
    pauses.push_back(std::chrono::duration_cast<seconds>(pace.pause_after(lasted)).count());
  }
  return pauses;
}

TEST(WaitPace, GrowsWhileWaitsEndAtOnce) {
  WaitPace pace(kWait, kLongest);
  EXPECT_THAT(pauses_s(pace, 10, milliseconds(3)), ElementsAre(0, 1, 2, 4, 8, 16, 32, 64, 64, 64));
}

TEST(WaitPace, BoundsTheWaitsOfAMinuteAndOfADay) {
  EXPECT_LE(waits_within(seconds(60), milliseconds(0)), 7);
  EXPECT_LE(waits_within(seconds(60), milliseconds(900)), 7);
  EXPECT_LE(waits_within(seconds(86'400), milliseconds(0)), 1'360) << "about one in a minute";
  EXPECT_LE(waits_within(seconds(86'400), milliseconds(1'500)), 7'520);
}

TEST(WaitPace, IsThatOfWholeWaitsWhereTheyAreOnlyCutShort) {
  WaitPace pace(kWait, kLongest);
  EXPECT_THAT(pauses_s(pace, 7, seconds(3)), ElementsAre(0, 1, 2, 4, 8, 10, 10));
}

TEST(WaitPace, BeginsAnewWithNewsAndWithAWaitThatLasted) {
  WaitPace pace(kWait, kLongest);
  EXPECT_THAT(pauses_s(pace, 4, milliseconds(3)), ElementsAre(0, 1, 2, 4));
  pace.note_news();
  EXPECT_THAT(pauses_s(pace, 3, milliseconds(3)), ElementsAre(0, 1, 2));
  EXPECT_THAT(pauses_s(pace, 1, kWait), ElementsAre(0));
  EXPECT_THAT(pauses_s(pace, 3, milliseconds(3)), ElementsAre(0, 1, 2));
}

// A payment to the shop every second, as in the demo.
TEST(WaitPace, PausesForNobodyWhoseWaitsEndForPayments) {
  WaitPace pace(kWait, kLongest);
  for (int i = 0; i < 100; ++i) {
    EXPECT_EQ(pace.pause_after(seconds(1)), seconds(0));
    pace.note_news();
  }
}

TEST(WaitPace, IsNotLongerThanTheShortestPolling) {
  WaitPace pace(kWait, seconds(1));
  EXPECT_EQ(pauses_s(pace, 20, milliseconds(0)).back(), 1);
  EXPECT_LE(pace.pause_after(seconds(3)), seconds(1));
}

}  // namespace
}  // namespace chain
