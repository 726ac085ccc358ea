#include "base/coordinate.h"

#include <gtest/gtest.h>

namespace {

using base::Coordinate;

TEST(Coordinate, ReadsDegreesIntoMillionths) {
  EXPECT_EQ(Coordinate::parse("52.229676", 90).value().microdegrees(), 52'229'676);
  EXPECT_EQ(Coordinate::parse(" -0.1 ", 180).value().decimal(), "-0.100000");
  EXPECT_EQ(Coordinate::parse("90", 90).value().decimal(), "90.000000");
  EXPECT_EQ(Coordinate::parse("180.0000009", 180).value().decimal(), "180.000000");
}

TEST(Coordinate, RefusesPlacesThatAreNotOnEarth) {
  for (const auto* text :
       {"", ".", "-", "91", "90.1", "1e1", "5,5", "1.2.3", "99999999999999999999999"}) {
    EXPECT_FALSE(Coordinate::parse(text, 90)) << text;
  }
  EXPECT_FALSE(Coordinate::parse("181", 180));
}

}  // namespace
