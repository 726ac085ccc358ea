#include "web/core/sign_in_guard.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace web {
namespace {

using std::chrono::seconds;

constexpr base::Timestamp kGuardStart{std::chrono::sys_days(std::chrono::November / 24 / 2026)};

SignInGuard::Attempt from(std::string_view address, std::string username = "owner") {
  return {.address = base::IpAddress::parse(address), .username = std::move(username)};
}

void fail(SignInGuard& guard, const SignInGuard::Attempt& attempt, int times,
          base::Timestamp now = kGuardStart) {
  for (int time = 0; time < times; ++time) {
    guard.begin(attempt, now);
  }
}

TEST(SignInGuard, MakesWrongPasswordsWaitLongerAndLonger) {
  SignInGuard guard;
  const auto attempt = from("203.0.113.7");
  fail(guard, attempt, SignInGuard::kFree - 1);
  EXPECT_EQ(guard.wait_of_address(attempt, kGuardStart), seconds(0));
  for (const auto wait : {1, 2, 4, 8, 16, 32}) {
    fail(guard, attempt, 1);
    EXPECT_EQ(guard.wait_of_address(attempt, kGuardStart), seconds(wait));
    EXPECT_EQ(guard.wait_of_address(attempt, kGuardStart + seconds(wait)), seconds(0));
    EXPECT_EQ(guard.wait_of_name(attempt, kGuardStart), seconds(wait));
  }
  fail(guard, attempt, 1'000);
  EXPECT_EQ(guard.wait_of_address(attempt, kGuardStart), SignInGuard::kLongestByAddress);
  EXPECT_EQ(guard.wait_of_name(attempt, kGuardStart), SignInGuard::kLongestByName);
  EXPECT_EQ(guard.wait_of_address(attempt, kGuardStart + SignInGuard::kMemory), seconds(0));
}

TEST(SignInGuard, LetsOthersIn) {
  SignInGuard guard;
  fail(guard, from("203.0.113.7", "owner"), 20);
  EXPECT_EQ(guard.wait_of_address(from("203.0.113.8", "owner"), kGuardStart), seconds(0));
  EXPECT_GT(guard.wait_of_name(from("203.0.113.8", "owner"), kGuardStart), seconds(0));
  EXPECT_EQ(guard.wait_of_name(from("203.0.113.8", "another"), kGuardStart), seconds(0));
}

TEST(SignInGuard, TakesTheNeighboursOfAnIPv6AddressForOne) {
  SignInGuard guard;
  fail(guard, from("2001:db8::1"), 20);
  EXPECT_GT(guard.wait_of_address(from("2001:db8::ffff:1"), kGuardStart), seconds(0));
  EXPECT_EQ(guard.wait_of_address(from("2001:db8:0:1::1"), kGuardStart), seconds(0));
  fail(guard, {.address = std::nullopt, .username = "owner"}, 20);
  EXPECT_GT(guard.wait_of_address({.address = std::nullopt, .username = ""}, kGuardStart),
            seconds(0));
}

TEST(SignInGuard, ForgetsTheAddressOfARightPasswordOnly) {
  SignInGuard guard;
  const auto attempt = from("203.0.113.7");
  fail(guard, attempt, 7);
  const auto wait = guard.wait_of_name(attempt, kGuardStart);
  guard.begin(attempt, kGuardStart);
  guard.succeed(attempt);
  EXPECT_EQ(guard.wait_of_address(attempt, kGuardStart), seconds(0));
  EXPECT_EQ(guard.wait_of_name(attempt, kGuardStart), wait);
}

TEST(SignInGuard, CountsNothingThatWasNotChecked) {
  SignInGuard guard;
  const auto attempt = from("203.0.113.7");
  for (int time = 0; time < 20; ++time) {
    guard.begin(attempt, kGuardStart);
    guard.take_back(attempt);
  }
  EXPECT_EQ(guard.wait_of_address(attempt, kGuardStart), seconds(0));
  EXPECT_EQ(guard.size(), 0U);
}

TEST(SignInGuard, RemembersAFewAndThoseThatWaitLongest) {
  SignInGuard guard;
  fail(guard, from("203.0.113.7"), 20);
  for (int number = 0; number < 3'000; ++number) {
    guard.begin(from(fmt::format("10.0.{}.{}", number / 250, number % 250), std::to_string(number)),
                kGuardStart);
  }
  EXPECT_LE(guard.size(), 2 * SignInGuard::kMaxRemembered);
  EXPECT_GT(guard.wait_of_address(from("203.0.113.7"), kGuardStart), seconds(0));
  EXPECT_GT(guard.wait_of_name(from("203.0.113.7"), kGuardStart), seconds(0));
}

TEST(SignInGuard, LocksNobodyOutWhenTheClockIsSetBack) {
  SignInGuard guard;
  const auto attempt = from("203.0.113.7");
  fail(guard, attempt, SignInGuard::kFree, kGuardStart + std::chrono::hours(5));
  EXPECT_EQ(guard.wait_of_address(attempt, kGuardStart), seconds(1));
}

}  // namespace
}  // namespace web
