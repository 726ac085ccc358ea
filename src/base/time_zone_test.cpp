#include "base/time_zone.h"

#include <gtest/gtest.h>

namespace {

std::chrono::minutes offset(const char* zone, const char* time) {
  const auto offset = base::TimeZone::named(zone).value().offset_at(*base::parse_timestamp(time));
  return std::chrono::duration_cast<std::chrono::minutes>(offset);
}

using std::chrono::minutes;

TEST(TimeZone, ChangesWithDaylightSavingTimeToTheSecond) {
  EXPECT_EQ(offset("Europe/Warsaw", "2026-03-29T00:59:59Z"), minutes(60));
  EXPECT_EQ(offset("Europe/Warsaw", "2026-03-29T01:00:00Z"), minutes(120));
  EXPECT_EQ(offset("Europe/Warsaw", "2026-10-25T00:59:59Z"), minutes(120));
  EXPECT_EQ(offset("Europe/Warsaw", "2026-10-25T01:00:00Z"), minutes(60));
  EXPECT_EQ(offset("Europe/Warsaw", "2049-07-01T12:00:00Z"), minutes(120));
}

TEST(TimeZone, MayBeAnyOfTheWorld) {
  EXPECT_EQ(offset("UTC", "2026-07-01T12:00:00Z"), minutes(0));
  EXPECT_EQ(offset("Asia/Kolkata", "2026-07-01T12:00:00Z"), minutes(330));
  EXPECT_EQ(offset("America/St_Johns", "2026-07-01T12:00:00Z"), minutes(-150));
  EXPECT_EQ(base::TimeZone().offset_at(*base::parse_timestamp("2026-07-01T12:00:00Z")), minutes(0));
}

TEST(TimeZone, IsRefusedUnderAnotherName) {
  for (const auto* name :
       {"", "Warsaw", "Europe/Warszawa", "Mars/Olympus", "+2", "Europe/Warsaw "}) {
    EXPECT_FALSE(base::TimeZone::named(name)) << name;
  }
}

}  // namespace
