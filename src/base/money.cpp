#include "base/money.h"

#include <charconv>
#include <cstdlib>

#include <fmt/format.h>

#include "base/check.h"
#include "base/text.h"

namespace base {
namespace {

Error not_an_amount() {
  return {ErrorKind::invalid, "An amount looks like 100 or 79.50, with at most two decimals."};
}

// Digits only: from_chars alone would also take a sign.
bool read_digits(std::string_view text, std::int64_t& value) {
  const auto* end = text.data() + text.size();
  return !text.empty() && is_ascii_digit(text.front()) &&
         std::from_chars(text.data(), end, value) == std::from_chars_result{end, std::errc{}};
}

bool read_decimals(std::string_view text, std::int64_t& value) {
  if (text.size() > 2 || !read_digits(text, value)) {
    return false;
  }
  value *= text.size() == 1 ? 10 : 1;
  return true;
}

}  // namespace

Money Money::hundredths(std::int64_t value) {
  check(value >= -max_hundredths && value <= max_hundredths, "money stays within NUMERIC(14,2)");
  return Money(value);
}

Money Money::units(std::int64_t value) { return Money(1) * 100 * value; }

Result<Money> Money::parse(std::string_view text) {
  text = trim(text);
  const bool negative = text.starts_with('-');
  text.remove_prefix(negative ? 1 : 0);
  const auto point = text.find_first_of(".,");
  std::int64_t whole = 0;
  std::int64_t decimals = 0;
  if (!read_digits(text.substr(0, point), whole) || whole > max_hundredths / 100) {
    return std::unexpected(not_an_amount());
  }
  if (point != std::string_view::npos && !read_decimals(text.substr(point + 1), decimals)) {
    return std::unexpected(not_an_amount());
  }
  const auto value = whole * 100 + decimals;
  return Money(negative ? -value : value);
}

std::string Money::decimal() const {
  const auto magnitude = std::abs(hundredths_);
  return fmt::format("{}{}.{:02}", is_negative() ? "-" : "", magnitude / 100, magnitude % 100);
}

std::string Money::display() const {
  return hundredths_ % 100 == 0 ? std::to_string(hundredths_ / 100) : decimal();
}

Money operator+(Money a, Money b) { return Money::hundredths(a.hundredths_ + b.hundredths_); }

Money operator-(Money a, Money b) { return Money::hundredths(a.hundredths_ - b.hundredths_); }

Money operator*(Money a, std::int64_t times) {
  std::int64_t product = 0;
  check(!__builtin_mul_overflow(a.hundredths_, times, &product), "money product fits 64 bits");
  return Money::hundredths(product);
}

std::string with_currency(Money amount, std::string_view currency) {
  return fmt::format("{} {}", amount.display(), currency);
}

Result<Percent> Percent::of(std::int64_t value) {
  if (value < 0 || value > 100) {
    return fail(ErrorKind::invalid, "A percentage is a whole number from 0 to 100.");
  }
  return Percent(static_cast<int>(value));
}

Result<Percent> Percent::parse(std::string_view text) {
  text = trim(text);
  if (text.ends_with('%')) {
    text = trim(text.substr(0, text.size() - 1));
  }
  std::int64_t value = 0;
  return of(read_digits(text, value) ? value : -1);
}

Money discounted(Money base, Percent percent) {
  check(!base.is_negative(), "a price is not negative");
  const auto scaled = base.hundredths() * (100 - percent.value());
  return Money::hundredths((scaled + 50) / 100);
}

}  // namespace base
