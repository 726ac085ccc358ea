#include "net/core/retry_after.h"

#include <gtest/gtest.h>

namespace {

using net::read_retry_after;
using std::chrono::hours;
using std::chrono::seconds;

const base::Timestamp kNow = base::parse_timestamp("2026-11-24T07:21:50Z").value();

TEST(RetryAfter, IsReadAsSecondsOrADateWithinBounds) {
  const auto read = [](std::string_view text, std::optional<std::string_view> date = {}) {
    return read_retry_after(text, date, kNow);
  };
  EXPECT_EQ(read("120"), seconds(120));
  EXPECT_EQ(read(" 7 "), seconds(7));
  EXPECT_EQ(read("0"), seconds(1));
  EXPECT_EQ(read("86400"), hours(1));
  EXPECT_EQ(read("99999999999999999999999"), hours(1));
  EXPECT_EQ(read("Tue, 24 Nov 2026 07:23:50 GMT"), seconds(120));
  EXPECT_EQ(read("Tue, 24 Nov 2026 07:00:00 GMT"), seconds(1));
  EXPECT_EQ(read("Thu, 24 Nov 2033 07:00:00 GMT"), hours(1));
  // By the server's own clock, which is four hours ahead.
  EXPECT_EQ(read("Tue, 24 Nov 2026 11:22:20 GMT", "Tue, 24 Nov 2026 11:21:50 GMT"), seconds(30));
  for (const auto* text : {"", "-5", "1.5", "soon", "1 minute"}) {
    EXPECT_EQ(read(text), std::nullopt) << text;
  }
}

}  // namespace
