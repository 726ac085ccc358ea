#include "chain/rates/decimal.h"

#include <gtest/gtest.h>

namespace {

using base::Money;
using chain::Decimal;
using chain::parse_decimal;
using chain::quote_numbers;

TEST(Decimal, ReadsWhatJsonWrites) {
  EXPECT_EQ(parse_decimal("0"), Decimal{0});
  EXPECT_EQ(parse_decimal("250000"), Decimal{250'000'000'000});
  EXPECT_EQ(parse_decimal("4.2345"), Decimal{4'234'500});
  EXPECT_EQ(parse_decimal("97843.10000"), Decimal{97'843'100'000});
  EXPECT_EQ(parse_decimal("0.12345678"), Decimal{123'456});
}

TEST(Decimal, RefusesEverythingElse) {
  for (const auto* text : {"", ".", "1.", ".5", "-1", "+1", "1e9", "1,5", " 1", "1.2.3", "NaN",
                           "9223372036855", "99999999999999999999999999999999999999999"}) {
    EXPECT_EQ(parse_decimal(text), std::nullopt) << text;
  }
}

TEST(Decimal, BecomesMoneyRoundedHalfUp) {
  EXPECT_EQ(chain::to_money(*parse_decimal("300.514")), Money::hundredths(30'051));
  EXPECT_EQ(chain::to_money(*parse_decimal("300.515")), Money::hundredths(30'052));
  EXPECT_EQ(chain::to_money(*parse_decimal("0.004")), Money());
  EXPECT_EQ(chain::to_money(*parse_decimal("999999999999.99")),
            Money::hundredths(Money::max_hundredths));
  EXPECT_EQ(chain::to_money(*parse_decimal("1000000000000")), std::nullopt);
}

TEST(Decimal, MultipliesMoney) {
  EXPECT_EQ(chain::multiplied(Money::hundredths(8'012), *parse_decimal("4.25")),
            Money::hundredths(34'051));
  EXPECT_EQ(chain::multiplied(Money::hundredths(1), *parse_decimal("0.5")), Money::hundredths(1));
  EXPECT_EQ(chain::multiplied(Money::units(1'000'000'000), *parse_decimal("1000000")),
            std::nullopt);
}

TEST(QuoteNumbers, LeavesStringsAndNamesAlone) {
  EXPECT_EQ(quote_numbers(R"({"a1":250000.12,"b":[-1,2e5],"c":"7 \" 8","d":true,"e":"\\"})"),
            R"({"a1":"250000.12","b":["-1","2e5"],"c":"7 \" 8","d":true,"e":"\\"})");
  EXPECT_EQ(quote_numbers("7"), "\"7\"");
  EXPECT_EQ(quote_numbers(""), "");
  EXPECT_EQ(quote_numbers(R"({"broken\)"), R"({"broken\)");
}

}  // namespace
