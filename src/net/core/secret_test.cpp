#include "net/core/secret.h"

#include <gtest/gtest.h>

namespace {

TEST(Secret, IsComparedWhole) {
  EXPECT_TRUE(net::is_same_secret("secret", "secret"));
  EXPECT_TRUE(net::is_same_secret("", ""));
  EXPECT_FALSE(net::is_same_secret("secret", "secres"));
  EXPECT_FALSE(net::is_same_secret("secret", "secre"));
  EXPECT_FALSE(net::is_same_secret("", "secret"));
}

}  // namespace
