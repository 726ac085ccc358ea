#include "chain/rates/decimal.h"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "base/text.h"

namespace chain {
namespace {

constexpr std::int64_t kPlaces = 6;
constexpr int kExponentMax = 308;  // more is in no number that programs calculate with
constexpr std::int64_t kOne = 1'000'000;
constexpr std::int64_t kPerHundredth = kOne / 100;

std::optional<base::Money> money_of(std::int64_t hundredths) {
  if (hundredths < 0 || hundredths > base::Money::max_hundredths) {
    return std::nullopt;
  }
  return base::Money::hundredths(hundredths);
}

// Of "", "e5", "E+05", "e-5".
std::optional<int> exponent_of(std::string_view text) {
  if (text.empty()) {
    return 0;
  }
  text.remove_prefix(1);
  const bool has_sign = text.starts_with('+') || text.starts_with('-');
  const bool is_negative = text.starts_with('-');
  text.remove_prefix(has_sign ? 1 : 0);
  if (text.empty() || !std::ranges::all_of(text, base::is_ascii_digit)) {
    return std::nullopt;
  }
  int exponent = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), exponent);
  if (error != std::errc() || exponent > kExponentMax) {
    return std::nullopt;
  }
  return is_negative ? -exponent : exponent;
}

}  // namespace

std::optional<Decimal> parse_decimal(std::string_view text) {
  const auto mark = std::min(text.find_first_of("eE"), text.size());
  const auto exponent = exponent_of(text.substr(mark));
  const auto number = text.substr(0, mark);
  const auto point = std::min(number.find('.'), number.size());
  const auto fraction = number.substr(std::min(point + 1, number.size()));
  auto digits = fmt::format("{}{}", number.substr(0, point), fraction);
  if (!exponent || point == 0 || (point < number.size() && fraction.empty()) ||
      !std::ranges::all_of(digits, base::is_ascii_digit)) {
    return std::nullopt;
  }
  const auto wanted = static_cast<std::int64_t>(point) + *exponent + kPlaces;
  digits.resize(static_cast<std::size_t>(std::max<std::int64_t>(wanted, 0)), '0');
  digits.insert(0, "0");
  Decimal read;
  const auto [end, error] =
      std::from_chars(digits.data(), digits.data() + digits.size(), read.millionths);
  return error == std::errc() ? std::optional(read) : std::nullopt;
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
