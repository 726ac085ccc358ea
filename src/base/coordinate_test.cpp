#include "base/coordinate.h"

#include <gtest/gtest.h>

namespace {

TEST(Coordinate, ReadsDegreesIntoMillionths) {
  const auto place = base::parse_location("52.229676", " -0.1 ");
  ASSERT_TRUE(place);
  EXPECT_EQ(place->latitude.microdegrees(), 52'229'676);
  EXPECT_EQ(place->longitude.decimal(), "-0.100000");
  EXPECT_EQ(base::parse_location("90", "180.0000009")->longitude.decimal(), "180.000000");
}

TEST(Coordinate, RefusesPlacesThatAreNotOnEarth) {
  for (const auto* text :
       {"", ".", "-", "91", "90.1", "1e1", "5,5", "1.2.3", "99999999999999999999999"}) {
    EXPECT_FALSE(base::parse_location(text, "0")) << text;
  }
  EXPECT_FALSE(base::parse_location("0", "181"));
}

}  // namespace
