#include "bot/admin/audit/typed_day.h"

#include <gtest/gtest.h>

namespace bot::admin {
namespace {

TEST(TypedDay, IsReadAsPeopleWriteIt) {
  const std::chrono::sys_days day(std::chrono::November / 3 / 2026);
  for (const char* typed : {"2026-11-03", "2026-11-3", "3.11.2026", "03.11.2026", " 03. 11. 2026 ",
                            "3/11/2026", "03-11-2026", "２０２６－１１－０３"}) {
    EXPECT_EQ(read_day(typed), day) << typed;
  }
}

TEST(TypedDay, OtherTextsAreNone) {
  for (const char* typed : {"", "today", "11.2026", "31.02.2026", "0.1.2026", "1.13.2026",
                            "1.1.1969", "1.1.20260", "-1.1.2026", "1.1.2026.", "1,1,2026"}) {
    EXPECT_EQ(read_day(typed), std::nullopt) << typed;
  }
}

}  // namespace
}  // namespace bot::admin
