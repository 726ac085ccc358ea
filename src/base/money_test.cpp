#include "base/money.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace {

using base::discounted;
using base::Money;
using base::Percent;

TEST(Money, ReadsWhatPeopleWrite) {
  EXPECT_EQ(Money::parse("100")->hundredths(), 10'000);
  EXPECT_EQ(Money::parse(" 79.5 ")->hundredths(), 7'950);
  EXPECT_EQ(Money::parse("0,05")->hundredths(), 5);
  EXPECT_EQ(Money::parse("-0.01")->hundredths(), -1);
  EXPECT_EQ(Money::parse("999999999999.99")->hundredths(), Money::max_hundredths);
}

TEST(Money, RefusesWhatIsNoAmount) {
  for (const auto* text : {"", "-", ".", "1.", ".5", "1e9", "0,005", "10 zł", "+5", "--5", "0x10",
                           "1000000000000", "9999999999999999999999999999999999999999", "１"}) {
    EXPECT_FALSE(Money::parse(text)) << text;
  }
}

TEST(Money, ShowsDecimalsOnlyWhereTheyAreNotZero) {
  EXPECT_EQ(base::with_currency(Money::units(100), "PLN"), "100 PLN");
  EXPECT_EQ(base::with_currency(Money::hundredths(7'950), "PLN"), "79.50 PLN");
  EXPECT_EQ(Money::hundredths(-5).decimal(), "-0.05");
}

TEST(Money, EndsTheProcessRatherThanOverflow) {
  const auto max = Money::hundredths(Money::max_hundredths);
  EXPECT_DEATH(max + Money::hundredths(1), "NUMERIC");
  EXPECT_DEATH(max * 1'000'000, "");
}

TEST(Percent, ReadsWholeNumbersFromZeroToHundred) {
  EXPECT_EQ(Percent::parse("20%")->value(), 20);
  EXPECT_EQ(Percent::parse(" 0 ")->value(), 0);
  for (const auto* text : {"", "101", "-1", "2.5", "twenty", "%", "20%%"}) {
    EXPECT_FALSE(Percent::parse(text)) << text;
  }
}

TEST(Discount, RoundsHalfUp) {
  EXPECT_EQ(discounted(Money::units(100), *Percent::of(20)), Money::units(80));
  EXPECT_EQ(discounted(Money::hundredths(1), *Percent::of(50)), Money::hundredths(1));
  EXPECT_EQ(discounted(Money::hundredths(9'99), *Percent::of(15)), Money::hundredths(8'49));
}

Money any_price() { return Money::hundredths(*rc::gen::inRange<std::int64_t>(0, 1'000'000'000)); }
Percent any_percent() { return *Percent::of(*rc::gen::inRange<std::int64_t>(0, 101)); }

RC_GTEST_PROP(MoneyProperty, DecimalFormReadsBack, ()) {
  const auto bound = Money::max_hundredths;
  const auto amount = Money::hundredths(*rc::gen::inRange<std::int64_t>(-bound, bound + 1));
  RC_ASSERT(Money::parse(amount.decimal()).value() == amount);
  RC_ASSERT(Money::parse(amount.display()).value() == amount);
}

RC_GTEST_PROP(DiscountProperty, StaysBetweenNothingAndTheBase, ()) {
  const auto base = any_price();
  const auto price = discounted(base, any_percent());
  RC_ASSERT(price >= Money{} && price <= base);
}

RC_GTEST_PROP(DiscountProperty, IsTheNearestHundredthHalvesUp, ()) {
  const auto base = any_price();
  const auto percent = any_percent();
  const auto exact_times_100 = base.hundredths() * (100 - percent.value());
  const auto off = discounted(base, percent).hundredths() * 100 - exact_times_100;
  RC_ASSERT(off > -50 && off <= 50);
}

RC_GTEST_PROP(DiscountProperty, ALargerDiscountNeverCostsMore, ()) {
  const auto base = any_price();
  const auto a = any_percent();
  const auto b = any_percent();
  RC_ASSERT((a <= b) == (discounted(base, a) >= discounted(base, b)) ||
            discounted(base, a) == discounted(base, b));
}

}  // namespace
