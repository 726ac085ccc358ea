#include "base/random.h"

#include <algorithm>
#include <set>

#include <gtest/gtest.h>

namespace {

TEST(Random, ReferralCodesAreEightCapitalsAndDigits) {
  base::SystemRandom random;
  std::set<std::string> codes;
  for (int i = 0; i < 1000; ++i) {
    codes.insert(base::random_referral_code(random));
  }
  EXPECT_EQ(codes.size(), 1000U);
  EXPECT_TRUE(std::ranges::all_of(codes, [](const std::string& code) {
    return code.size() == 8 &&
           code.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") == code.npos;
  }));
}

TEST(Random, TheSameSeedGivesTheSameSequence) {
  base::SeededRandom a(7);
  base::SeededRandom b(7);
  for (int i = 0; i < 100; ++i) {
    const auto value = a.below(10);
    EXPECT_LT(value, 10U);
    EXPECT_EQ(value, b.below(10));
  }
}

}  // namespace
