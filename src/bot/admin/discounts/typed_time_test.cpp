#include "bot/admin/discounts/typed_time.h"

#include <gtest/gtest.h>

namespace bot::admin {
namespace {

using std::chrono::sys_days;
using namespace std::chrono_literals;

const auto kNow = base::Timestamp(sys_days(2026y / 11 / 30) + 14h);  // 15:00 in Warsaw

class TypedTime : public testing::Test {
 protected:
  std::optional<base::Timestamp> read(std::string_view typed) {
    return read_time(typed, base::TimeZone::named("Europe/Warsaw").value(), kNow);
  }
};

TEST_F(TypedTime, IsReadInTheWaysThatPeopleWriteIt) {
  const auto noon = base::Timestamp(sys_days(2026y / 12 / 31) + 17h);
  for (const auto* typed : {"31.12 18:00", "31.12.2026 18:00", "2026-12-31 18:00", " 31.12  18:00 ",
                            "３１.１２ １８:００"}) {
    EXPECT_EQ(read(typed), noon) << typed;
  }
  EXPECT_EQ(read("16:30"), kNow + 90min);
  EXPECT_EQ(read("14:00"), kNow + 23h) << "tomorrow";
  EXPECT_EQ(read("30.11"), kNow + 9h) << "the end of today";
  EXPECT_EQ(read("1.2"), base::Timestamp(sys_days(2027y / 2 / 1) + 23h)) << "of next year";
}

TEST_F(TypedTime, FollowsDaylightSavingTime) {
  EXPECT_EQ(read("1.7.2027 12:00"), base::Timestamp(sys_days(2027y / 7 / 1) + 10h));
}

TEST_F(TypedTime, IsNotReadFromOtherTextsAndNotFromThePast) {
  for (const auto* typed : {"", "soon", "25:00", "12:60", "31.2", "31.12.2026 18", "1", "1.2.3.4",
                            "30.11 15:00", "29.11.2026", "-1.2", "31.12.99999", "12:00:00"}) {
    EXPECT_FALSE(read(typed)) << typed;
  }
}

}  // namespace
}  // namespace bot::admin
