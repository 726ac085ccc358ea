#include "sandbox/model/flood_gate.h"

#include <gtest/gtest.h>

namespace {

using std::chrono::milliseconds;

const base::Timestamp kStart{std::chrono::hours(1)};

TEST(FloodGate, LetsABurstInAChatThroughAndThenOneASecond) {
  sandbox::FloodGate gate({30, 1, 5});
  for (int i = 0; i < 5; ++i) {
    EXPECT_EQ(gate.admit(7, kStart), std::nullopt) << i;
  }
  EXPECT_EQ(gate.admit(7, kStart), 1);
  EXPECT_EQ(gate.admit(7, kStart + milliseconds(999)), 1);
  EXPECT_EQ(gate.admit(7, kStart + milliseconds(1000)), std::nullopt);
  EXPECT_EQ(gate.admit(7, kStart + milliseconds(1000)), 1);
}

TEST(FloodGate, LimitsAllChatsTogether) {
  sandbox::FloodGate gate({30, 1, 5});
  for (int chat = 0; chat < 30; ++chat) {
    EXPECT_EQ(gate.admit(chat, kStart), std::nullopt) << chat;
  }
  EXPECT_EQ(gate.admit(31, kStart), 1);
  EXPECT_EQ(gate.admit(31, kStart + milliseconds(40)), std::nullopt);
}

TEST(FloodGate, CountsEditsInTheirChatAlone) {
  sandbox::FloodGate gate({30, 1, 5});
  for (int chat = 0; chat < 100; ++chat) {
    EXPECT_EQ(gate.admit_edit(chat, kStart), std::nullopt) << chat;
  }
  for (int i = 0; i < 4; ++i) {
    EXPECT_EQ(gate.admit_edit(7, kStart), std::nullopt);
  }
  EXPECT_EQ(gate.admit_edit(7, kStart), 1);
  EXPECT_EQ(gate.admit(7, kStart), 1);
}

TEST(FloodGate, ARefusedMessageTakesNoPlace) {
  sandbox::FloodGate gate({30, 1, 1});
  EXPECT_EQ(gate.admit(7, kStart), std::nullopt);
  for (int i = 0; i < 100; ++i) {
    EXPECT_EQ(gate.admit(7, kStart), 1);
  }
  EXPECT_EQ(gate.admit(7, kStart + milliseconds(1000)), std::nullopt);
}

TEST(FloodGate, HasNoLimitWhenItIsOff) {
  sandbox::FloodGate gate(sandbox::FloodLimits::off());
  for (int i = 0; i < 1000; ++i) {
    ASSERT_EQ(gate.admit(7, kStart), std::nullopt);
  }
}

}  // namespace
