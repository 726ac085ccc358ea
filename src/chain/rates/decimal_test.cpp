#include "chain/rates/decimal.h"

#include <limits>

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

TEST(Decimal, ReadsEveryFormOfANumber) {
  for (const auto* text : {"400", "4e2", "4E2", "4.0E+2", "400.00", "40000e-2", "0.04e4", "4e02",
                           "4000000000000000000000000000000e-28", "0.00000000000000000004e22"}) {
    EXPECT_EQ(parse_decimal(text), Decimal{400'000'000}) << text;
  }
  EXPECT_EQ(parse_decimal("3.123456789e5"), Decimal{312'345'678'900});
  EXPECT_EQ(parse_decimal("3.12345678912e5"), Decimal{312'345'678'912});
  EXPECT_EQ(parse_decimal("123456789e-8"), Decimal{1'234'567});
  EXPECT_EQ(parse_decimal("9e-7"), Decimal{0});
  EXPECT_EQ(parse_decimal("12345e-308"), Decimal{0});
  EXPECT_EQ(parse_decimal("9.223372036854775807e12"),
            Decimal{std::numeric_limits<std::int64_t>::max()});
}

TEST(Decimal, RefusesEverythingElse) {
  for (const auto* text : {"",
                           ".",
                           "1.",
                           ".5",
                           "-1",
                           "+1",
                           "1e13",
                           "1,5",
                           " 1",
                           "1.2.3",
                           "NaN",
                           "1e",
                           "e5",
                           "1e+",
                           "1e--5",
                           "1e+-5",
                           "1e5.0",
                           "1e5e5",
                           "1.e5",
                           ".5e1",
                           "1e 5",
                           "1e309",
                           "0e99999999999999999999",
                           "1e-99999999999999999999",
                           "9.223372036854775808e12",
                           "0x10",
                           "Infinity",
                           "9223372036855",
                           "99999999999999999999999999999999999999999"}) {
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
