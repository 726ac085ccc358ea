#include "base/coordinate.h"

#include <cstdlib>

#include <fmt/format.h>

#include "base/text.h"

namespace base {
namespace {

constexpr std::int64_t kScale = 1'000'000;

// Digits and at most one point, scaled to millionths; −1 for anything else.
std::int64_t read_scaled(std::string_view text) {
  std::int64_t value = 0;
  int decimals = -1;
  for (const char c : text) {
    if (c == '.' && decimals < 0) {
      decimals = 0;
    } else if (!is_ascii_digit(c) || value > kScale * kScale) {
      return -1;
    } else if (decimals < 6) {
      value = value * 10 + (c - '0');
      decimals += decimals >= 0 ? 1 : 0;
    }
  }
  for (decimals = decimals < 0 ? 0 : decimals; decimals < 6; ++decimals) {
    value *= 10;
  }
  return value;
}

}  // namespace

Result<Coordinate> Coordinate::parse(std::string_view text, int max_degrees) {
  text = trim(text);
  const bool negative = text.starts_with('-');
  text.remove_prefix(negative ? 1 : 0);
  const auto scaled = text.find_first_of("0123456789") == text.npos ? -1 : read_scaled(text);
  if (scaled < 0 || scaled > max_degrees * kScale) {
    return fail(ErrorKind::invalid,
                fmt::format("A coordinate is a number between -{0} and {0}.", max_degrees));
  }
  return Coordinate(static_cast<std::int32_t>(negative ? -scaled : scaled));
}

std::string Coordinate::decimal() const {
  const auto magnitude = std::abs(std::int64_t{value_});
  return fmt::format("{}{}.{:06}", value_ < 0 ? "-" : "", magnitude / kScale, magnitude % kScale);
}

}  // namespace base
