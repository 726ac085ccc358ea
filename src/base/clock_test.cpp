#include "base/clock.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace {

using base::parse_timestamp;
using base::Timestamp;

TEST(Timestamp, ReadsBothDatabasesForms) {
  const auto expected = parse_timestamp("2026-11-24T07:21:50.5Z");
  EXPECT_EQ(parse_timestamp("2026-11-24 07:21:50.5+00"), expected);
  EXPECT_EQ(parse_timestamp("2026-11-24 09:21:50.500000+02:00"), expected);
  EXPECT_EQ(base::format_rfc3339(*expected), "2026-11-24T07:21:50.500000Z");
}

TEST(Timestamp, RefusesWhatIsNoTime) {
  for (const auto* text :
       {"", "2026-11-24", "2026-13-24T00:00:00Z", "2026-02-30T00:00:00Z", "2026-11-24T24:00:00Z",
        "2026-11-24T07:21:50", "2026-11-24T07:21:50Zx"}) {
    EXPECT_FALSE(parse_timestamp(text)) << text;
  }
}

RC_GTEST_PROP(TimestampProperty, ReadsBackWhatItWrites, ()) {
  const auto day_us = 86'400'000'000;
  const Timestamp time(
      std::chrono::microseconds(*rc::gen::inRange<std::int64_t>(0, 80'000 * day_us)));
  RC_ASSERT(parse_timestamp(base::format_rfc3339(time)).value() == time);
}

}  // namespace
