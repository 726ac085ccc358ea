#include "net/core/http_date.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>

#include "base/text.h"

namespace net {
namespace {

std::optional<int> number_at(std::string_view text, std::size_t position, std::size_t length) {
  const auto digits = text.substr(position, length);
  int number = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), number);
  return std::ranges::all_of(digits, base::is_ascii_digit) ? std::optional(number) : std::nullopt;
}

}  // namespace

std::optional<base::Timestamp> parse_http_date(std::string_view text) {
  constexpr auto months = std::to_array<std::string_view>(
      {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"});
  if (text.size() != 29 || !text.ends_with(" GMT")) {
    return std::nullopt;
  }
  const auto day = number_at(text, 5, 2);
  const auto* const month = std::ranges::find(months, text.substr(8, 3));
  const auto year = number_at(text, 12, 4);
  const auto hour = number_at(text, 17, 2);
  const auto minute = number_at(text, 20, 2);
  const auto second = number_at(text, 23, 2);
  if (!day || month == months.end() || !year || !hour || !minute || !second) {
    return std::nullopt;
  }
  const std::chrono::year_month_day date(
      std::chrono::year(*year),
      std::chrono::month(static_cast<unsigned>(month - months.begin()) + 1),
      std::chrono::day(static_cast<unsigned>(*day)));
  if (!date.ok()) {
    return std::nullopt;
  }
  return std::chrono::sys_days(date) + std::chrono::hours(*hour) + std::chrono::minutes(*minute) +
         std::chrono::seconds(*second);
}

}  // namespace net
