#include "shop/reports/local_time.h"

#include <string>

#include <gtest/gtest.h>

namespace shop {
namespace {

std::string moment(const char* zone, const char* local) {
  const auto shown = base::parse_timestamp(local)->time_since_epoch();
  const auto time = moment_of(base::TimeZone::named(zone).value(),
                              std::chrono::local_time<std::chrono::milliseconds>(
                                  std::chrono::duration_cast<std::chrono::milliseconds>(shown)));
  return base::format_rfc3339(time);
}

TEST(LocalTime, TellsWhenAClockShowsATime) {
  EXPECT_EQ(moment("Europe/Warsaw", "2026-11-24T08:00:00Z"), "2026-11-24T07:00:00Z");
  EXPECT_EQ(moment("Europe/Warsaw", "2026-07-01T08:00:00Z"), "2026-07-01T06:00:00Z");
  EXPECT_EQ(moment("Asia/Kolkata", "2026-07-01T00:00:00Z"), "2026-06-30T18:30:00Z");
  // The days on which the clocks are changed are of 23 and of 25 hours.
  EXPECT_EQ(moment("Europe/Warsaw", "2026-03-29T00:00:00Z"), "2026-03-28T23:00:00Z");
  EXPECT_EQ(moment("Europe/Warsaw", "2026-03-29T08:00:00Z"), "2026-03-29T06:00:00Z");
  EXPECT_EQ(moment("Europe/Warsaw", "2026-03-30T00:00:00Z"), "2026-03-29T22:00:00Z");
  EXPECT_EQ(moment("Europe/Warsaw", "2026-10-25T08:00:00Z"), "2026-10-25T07:00:00Z");
  EXPECT_EQ(moment("Europe/Warsaw", "2026-10-26T00:00:00Z"), "2026-10-25T23:00:00Z");
}

TEST(LocalTime, TakesTheFirstMomentOfATimeThatIsThereTwiceOrNever) {
  EXPECT_EQ(moment("Europe/Warsaw", "2026-10-25T02:30:00Z"), "2026-10-25T00:30:00Z");
  EXPECT_EQ(moment("Europe/Warsaw", "2026-03-29T02:30:00Z"), "2026-03-29T01:00:00Z");
  // In Beirut a day begins at one o'clock.
  EXPECT_EQ(moment("Asia/Beirut", "2026-03-29T00:00:00Z"), "2026-03-28T22:00:00Z");
  EXPECT_EQ(moment("Asia/Beirut", "2026-03-30T00:00:00Z"), "2026-03-29T21:00:00Z");
}

TEST(LocalTime, KnowsTheDate) {
  const auto day = [](const char* zone, const char* time) {
    return day_at(base::TimeZone::named(zone).value(), *base::parse_timestamp(time));
  };
  using namespace std::chrono_literals;
  EXPECT_EQ(day("Europe/Warsaw", "2026-11-24T22:59:59Z"), std::chrono::local_days(2026y / 11 / 24));
  EXPECT_EQ(day("Europe/Warsaw", "2026-11-24T23:00:00Z"), std::chrono::local_days(2026y / 11 / 25));
  EXPECT_EQ(day("America/St_Johns", "2026-11-24T02:00:00Z"),
            std::chrono::local_days(2026y / 11 / 23));
}

}  // namespace
}  // namespace shop
