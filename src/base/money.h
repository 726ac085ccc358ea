// Amounts in the shop's currency and the arithmetic on them.
#pragma once

#include <compare>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>

#include "base/error.h"

namespace base {

// An amount in hundredths (grosz, cent) of the shop's currency; may be negative (a ledger line).
// A value type. Its range is that of NUMERIC(14,2); leaving it is a broken invariant.
class Money {
 public:
  static constexpr std::int64_t max_hundredths = 99'999'999'999'999;

  constexpr Money() = default;
  static Money hundredths(std::int64_t value);
  static Money units(std::int64_t value);

  // Reads what people and files write: "79.5", "79,50", "100", "-0.01"; surrounding blanks are
  // allowed. Errors (invalid): no digits, more than two decimals, an exponent, a unit, out of
  // range.
  static Result<Money> parse(std::string_view text);

  constexpr std::int64_t hundredths() const { return hundredths_; }
  constexpr bool is_zero() const { return hundredths_ == 0; }
  constexpr bool is_negative() const { return hundredths_ < 0; }

  // "79.50": always two decimals, the form of the database and the HTTP API.
  std::string decimal() const;
  // "100" or "79.50": whole amounts without decimals, the form that people read.
  std::string display() const;

  Money operator-() const { return hundredths(-hundredths_); }
  friend Money operator+(Money a, Money b);
  friend Money operator-(Money a, Money b);
  friend Money operator*(Money a, std::int64_t times);
  Money& operator+=(Money other) { return *this = *this + other; }
  Money& operator-=(Money other) { return *this = *this - other; }
  friend constexpr auto operator<=>(Money, Money) = default;

 private:
  constexpr explicit Money(std::int64_t value) : hundredths_(value) {}
  std::int64_t hundredths_ = 0;
};

// "100 PLN", "79.50 PLN": display() and the currency.
std::string with_currency(Money amount, std::string_view currency);

// A whole percentage from 0 to 100.
class Percent {
 public:
  constexpr Percent() = default;
  // Errors (invalid): outside 0–100.
  static Result<Percent> of(std::int64_t value);
  // Reads "20" or "20%"; surrounding blanks are allowed.
  static Result<Percent> parse(std::string_view text);

  constexpr int value() const { return value_; }
  friend constexpr auto operator<=>(Percent, Percent) = default;

 private:
  constexpr explicit Percent(int value) : value_(value) {}
  int value_ = 0;
};

// base × (100 − percent) / 100, rounded half up to 0.01.
// REQUIRES: base is not negative.
Money discounted(Money base, Percent percent);

}  // namespace base
