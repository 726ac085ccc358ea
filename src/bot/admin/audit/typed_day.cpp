#include "bot/admin/audit/typed_day.h"

#include <algorithm>
#include <charconv>
#include <string>
#include <vector>

#include "base/text.h"

namespace bot::admin {
namespace {

std::optional<int> day_part(std::string_view text, std::size_t max_digits) {
  int number = 0;
  const auto* const end = text.data() + text.size();
  const auto parsed = std::from_chars(text.data(), end, number);
  const bool is_number =
      !text.empty() && text.size() <= max_digits && std::ranges::all_of(text, base::is_ascii_digit);
  return is_number && parsed.ptr == end ? std::optional(number) : std::nullopt;
}

}  // namespace

std::optional<std::chrono::sys_days> read_day(std::string_view typed) {
  std::string text = base::squeeze(base::fold(typed));
  const bool is_iso = text.find('-') == 4;
  std::ranges::replace_if(text, [](char c) { return c == '-' || c == '/'; }, '.');
  auto parts = base::split(text, '.');
  if (parts.size() != 3) {
    return std::nullopt;
  }
  if (is_iso) {
    std::ranges::reverse(parts);
  }
  const auto day = day_part(base::trim(parts[0]), 2);
  const auto month = day_part(base::trim(parts[1]), 2);
  const auto year = day_part(base::trim(parts[2]), 4);
  if (!day || !month || !year || *year < 1970) {
    return std::nullopt;
  }
  const std::chrono::year_month_day date(std::chrono::year(*year),
                                         std::chrono::month(static_cast<unsigned>(*month)),
                                         std::chrono::day(static_cast<unsigned>(*day)));
  return date.ok() ? std::optional(std::chrono::sys_days(date)) : std::nullopt;
}

}  // namespace bot::admin
