#include "chain/rates/decimal.h"

#include <algorithm>
#include <charconv>

#include "base/text.h"

namespace chain {
namespace {

constexpr std::size_t kPlaces = 6;
constexpr std::int64_t kOne = 1'000'000;
constexpr std::int64_t kPerHundredth = kOne / 100;

std::optional<base::Money> money_of(std::int64_t hundredths) {
  if (hundredths < 0 || hundredths > base::Money::max_hundredths) {
    return std::nullopt;
  }
  return base::Money::hundredths(hundredths);
}

}  // namespace

std::optional<Decimal> parse_decimal(std::string_view text) {
  const auto point = std::min(text.find('.'), text.size());
  const auto whole = text.substr(0, point);
  const bool has_point = point < text.size();
  const auto fraction = has_point ? text.substr(point + 1) : std::string_view();
  if (whole.empty() || (has_point && fraction.empty()) ||
      !std::ranges::all_of(whole, base::is_ascii_digit) ||
      !std::ranges::all_of(fraction, base::is_ascii_digit)) {
    return std::nullopt;
  }
  std::string digits(whole);
  digits += fraction.substr(0, kPlaces);
  digits.append(kPlaces - std::min(kPlaces, fraction.size()), '0');
  Decimal number;
  const auto read =
      std::from_chars(digits.data(), digits.data() + digits.size(), number.millionths);
  return read.ec == std::errc() ? std::optional(number) : std::nullopt;
}

std::optional<base::Money> to_money(Decimal number) {
  return money_of(number.millionths / kPerHundredth +
                  (number.millionths % kPerHundredth >= kPerHundredth / 2 ? 1 : 0));
}

std::optional<base::Money> multiplied(base::Money amount, Decimal factor) {
  std::int64_t product = 0;
  if (__builtin_mul_overflow(amount.hundredths(), factor.millionths, &product)) {
    return std::nullopt;
  }
  return money_of(product / kOne + (product % kOne >= kOne / 2 ? 1 : 0));
}

std::string quote_numbers(std::string_view json) {
  constexpr std::string_view kNumber = "0123456789+-.eE";
  std::string quoted;
  quoted.reserve(json.size() + json.size() / 8);
  for (std::size_t at = 0; at < json.size();) {
    std::size_t end = at + 1;
    const bool is_number = base::is_ascii_digit(json[at]) || json[at] == '-';
    if (is_number) {
      end = std::min(json.find_first_not_of(kNumber, at), json.size());
      quoted += '"';
    } else if (json[at] == '"') {
      while (end < json.size() && json[end] != '"') {
        end += json[end] == '\\' ? 2U : 1U;
      }
      end = std::min(end + 1, json.size());
    }
    quoted += json.substr(at, end - at);
    quoted += is_number ? "\"" : "";
    at = end;
  }
  return quoted;
}

}  // namespace chain
