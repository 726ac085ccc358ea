#include "bot/updates/throttle.h"

#include <gtest/gtest.h>

namespace bot {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr base::Timestamp kStart{std::chrono::seconds{1'800'000'000}};

class ThrottleTest : public testing::Test {
 protected:
  int admitted_messages(int sent) {
    int admitted = 0;
    for (int i = 0; i < sent; ++i) {
      admitted += throttle.admit_message(1) == Admission::admitted ? 1 : 0;
    }
    return admitted;
  }

  base::ManualClock clock{kStart};
  Throttle throttle{clock, /*max_people=*/100};
};

TEST_F(ThrottleTest, AdmitsTwoMessagesASecond) {
  EXPECT_EQ(admitted_messages(10), 2);
  clock.advance(milliseconds{999});
  EXPECT_EQ(admitted_messages(10), 0);
  clock.advance(milliseconds{1});
  EXPECT_EQ(admitted_messages(10), 2);
}

TEST_F(ThrottleTest, AdmitsFivePressesASecondBesideTheMessages) {
  EXPECT_EQ(admitted_messages(2), 2);
  for (int i = 0; i < 5; ++i) {
    EXPECT_EQ(throttle.admit_press(1), Admission::admitted);
  }
  EXPECT_NE(throttle.admit_press(1), Admission::admitted);
}

TEST_F(ThrottleTest, SlidesItsSecond) {
  EXPECT_EQ(admitted_messages(1), 1);
  clock.advance(milliseconds{600});
  EXPECT_EQ(admitted_messages(1), 1);
  clock.advance(milliseconds{600});
  EXPECT_EQ(admitted_messages(2), 1) << "the message of 0.6 s ago still counts";
}

TEST_F(ThrottleTest, NoticesABurstOnce) {
  admitted_messages(2);
  EXPECT_EQ(throttle.admit_message(1), Admission::dropped_with_notice);
  for (int i = 0; i < 50; ++i) {
    clock.advance(milliseconds{100});
    EXPECT_NE(throttle.admit_message(1), Admission::dropped_with_notice);
  }
  clock.advance(seconds{5});
  admitted_messages(2);
  EXPECT_EQ(throttle.admit_message(1), Admission::dropped_with_notice);
}

TEST_F(ThrottleTest, LocksNobodyOutWhenTheClockIsSetBack) {
  EXPECT_EQ(admitted_messages(3), 2);
  clock.set(kStart - std::chrono::hours{1});
  EXPECT_EQ(admitted_messages(2), 2);
  EXPECT_EQ(throttle.admit_message(1), Admission::dropped_with_notice) << "the limit still holds";
  clock.advance(seconds{1});
  EXPECT_EQ(admitted_messages(3), 2);
}

TEST_F(ThrottleTest, LimitsWhatAPersonDoesForLong) {
  const auto admitted_presses = [&](int sent, milliseconds apart) {
    int admitted = 0;
    for (int i = 0; i < sent; ++i) {
      clock.advance(apart);
      admitted += throttle.admit_press(1) == Admission::admitted ? 1 : 0;
    }
    return admitted;
  };
  EXPECT_EQ(admitted_presses(5 * 100, milliseconds{200}), 500) << "people who press fast do not";
  EXPECT_LT(admitted_presses(5 * 3'600, milliseconds{200}), 3'600 + kUpdatesInARow);
  EXPECT_NE(throttle.admit_message(1), Admission::admitted) << "messages count with the presses";
  EXPECT_EQ(throttle.admit_press(2), Admission::admitted);
  EXPECT_EQ(admitted_presses(60, seconds{1}), 60) << "one a second goes on";
  clock.set(clock.now() - std::chrono::hours{1});
  EXPECT_EQ(admitted_presses(5, milliseconds{200}), 5) << "the clock was set back";
}

TEST_F(ThrottleTest, CountsEachPersonSeparately) {
  EXPECT_EQ(admitted_messages(3), 2);
  EXPECT_EQ(throttle.admit_message(2), Admission::admitted);
}

TEST_F(ThrottleTest, ForgetsIdlePeopleToBoundItsMemory) {
  admitted_messages(2);
  for (std::int64_t person = 2; person <= 60; ++person) {
    throttle.admit_message(person);
  }
  clock.advance(seconds{5});
  for (std::int64_t person = 1'000; person < 1'041; ++person) {
    throttle.admit_message(person);
  }
  throttle.admit_message(2'000);
  EXPECT_EQ(throttle.people(), 42);
}

TEST_F(ThrottleTest, KeepsItsMemoryBoundedUnderAFlood) {
  for (std::int64_t person = 0; person < 10'000; ++person) {
    throttle.admit_press(person);
    ASSERT_LE(throttle.people(), 100);
  }
}

}  // namespace
}  // namespace bot
