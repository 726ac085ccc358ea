#include "app/cluster/process_identity.h"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

namespace {

TEST(ProcessIdentity, TellsARunningProcessFromOneThatEnded) {
  const auto identity = app::process_identity();
  EXPECT_EQ(identity, app::process_identity());
  EXPECT_FALSE(app::has_ended(identity));
  EXPECT_TRUE(app::has_ended(identity + "0")) << "the same id was started at another time";
}

TEST(ProcessIdentity, KnowsNothingOfOtherMachines) {
  const auto identity = app::process_identity();
  EXPECT_FALSE(app::has_ended("x" + identity + "0"));
  EXPECT_FALSE(app::has_ended(""));
}

}  // namespace
