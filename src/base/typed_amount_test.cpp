#include "base/typed_amount.h"

#include <string>

#include <gtest/gtest.h>

namespace {

using base::Money;

std::string reading_of(std::string_view typed, std::string_view currency = "PLN") {
  const auto amount = base::read_amount(typed, currency);
  if (amount) {
    return amount->decimal();
  }
  const auto& readings = amount.error().readings;
  return readings ? readings->grouped.decimal() + " or " + readings->decimal.decimal()
                  : "no amount";
}

TEST(TypedAmount, IsReadWithTheCurrencyBeforeOrBehind) {
  for (const auto* typed :
       {"1000", "1000 PLN", "1000PLN", "pln 1000", "PLN1000", "1000zl", "1000 zł", "1000 zł.",
        "1000 ZŁ", "1000 złotych", " 1000\tzl\n", "+1000", "1000,-", "1000."}) {
    EXPECT_EQ(reading_of(typed), "1000.00") << typed;
  }
  EXPECT_EQ(reading_of("€ 1000", "EUR"), "1000.00");
  EXPECT_EQ(reading_of("$50.5", "USD"), "50.50");
}

TEST(TypedAmount, IsReadWithBlanksOfAnyKind) {
  for (const auto* typed : {"1 000 zł", "1\u00a0000", "1\u202f000\u00a0zł", "1\u2009000",
                            "1\u3000000", "1'000", "1’000", "\u200b1000", "\ufeff1 000"}) {
    EXPECT_EQ(reading_of(typed), "1000.00") << typed;
  }
  EXPECT_EQ(reading_of("1 234 567,50 zł"), "1234567.50");
}

TEST(TypedAmount, IsReadInDigitsOfAnyWidth) {
  EXPECT_EQ(reading_of("１２"), "12.00");
  EXPECT_EQ(reading_of("５０，５"), "50.50");
  EXPECT_EQ(reading_of("１　０００ ＰＬＮ"), "1000.00");
}

TEST(TypedAmount, IsReadInPolishAndEnglishGrouping) {
  EXPECT_EQ(reading_of("50,5"), "50.50");
  EXPECT_EQ(reading_of("50.5"), "50.50");
  EXPECT_EQ(reading_of("1.234,50"), "1234.50");
  EXPECT_EQ(reading_of("1,234.50"), "1234.50");
  EXPECT_EQ(reading_of("1 234,50"), "1234.50");
  EXPECT_EQ(reading_of("1,234,567"), "1234567.00");
  EXPECT_EQ(reading_of("1.234.567,5"), "1234567.50");
}

TEST(TypedAmount, ThatCanMeanTwoNamesBoth) {
  EXPECT_EQ(reading_of("1,000"), "1000.00 or 1.00");
  EXPECT_EQ(reading_of("1.000 zł"), "1000.00 or 1.00");
  EXPECT_EQ(reading_of("-1,000"), "-1000.00 or -1.00");
  EXPECT_EQ(reading_of("12,345"), "12345.00 or 12.35");
}

TEST(TypedAmount, IsNotMadeOfOtherText) {
  for (const auto* typed :
       {"",          " ",         "PLN",       "abc",       "12abc",    "100 EUR",
        "$100",      "1 00",      "10 00",     "1 0000",    "12 34,50", "50 50",
        "1,00,000",  "1.000,000", "1,000.000", "1 000.000", "0,500",    "1,2345",
        "1..5",      ",5",        "1-2",       "--5",       "1e3",      "99999999999999999999",
        "1 000'000", "0 100",     "100 zł 50"}) {
    EXPECT_EQ(reading_of(typed), "no amount") << typed;
  }
}

TEST(TypedAmount, KeepsItsSign) {
  EXPECT_EQ(reading_of("-5"), "-5.00");
  EXPECT_EQ(reading_of("−5,50 zł"), "-5.50");
  EXPECT_EQ(reading_of("zł -5"), "-5.00");
}

TEST(TypedPercent, IsReadInTheSameWays) {
  EXPECT_EQ(base::read_percent("20").value().value(), 20);
  EXPECT_EQ(base::read_percent("２０％").value().value(), 20);
  EXPECT_EQ(base::read_percent("20\u00a0%").value().value(), 20);
  EXPECT_FALSE(base::read_percent("20,5"));
  EXPECT_FALSE(base::read_percent("12.5 %"));
  EXPECT_FALSE(base::read_percent("101"));
}

}  // namespace
