#include "bot/admin/discounts/typed_time.h"

#include <array>
#include <charconv>
#include <chrono>
#include <string>
#include <utility>

#include "base/text.h"

namespace bot::admin {
namespace {

using std::chrono::days;
using std::chrono::local_days;
using std::chrono::minutes;
using std::chrono::year_month_day;

using LocalTime = std::chrono::local_time<base::Timestamp::duration>;

// What the zone's clocks show.
LocalTime local_of(base::Timestamp time, const base::TimeZone& zone) {
  return LocalTime((time + zone.offset_at(time)).time_since_epoch());
}

// Where clocks skip or repeat an hour, the moment by the offset before the change.
base::Timestamp moment_of(LocalTime local, const base::TimeZone& zone) {
  const base::Timestamp as_utc(local.time_since_epoch());
  const auto first = as_utc - zone.offset_at(as_utc);
  return as_utc - zone.offset_at(first);
}

// Two or three whole numbers with `separator` between them; empty for anything else.
std::optional<std::array<int, 3>> numbers(std::string_view text, char separator) {
  std::array<int, 3> found{-1, -1, -1};
  for (std::size_t i = 0; i < found.size(); ++i) {
    const auto* const end = text.data() + text.size();
    const auto [rest, error] = std::from_chars(text.data(), end, found[i]);
    if (error != std::errc() || found[i] < 0) {
      return std::nullopt;
    }
    if (rest == end) {
      return i == 0 ? std::nullopt : std::optional(found);
    }
    if (*rest != separator) {
      return std::nullopt;
    }
    text = {rest + 1, end};
  }
  return std::nullopt;
}

std::optional<minutes> read_clock(std::string_view text) {
  const auto parts = numbers(text, ':');
  return parts && (*parts)[2] < 0 && (*parts)[0] < 24 && (*parts)[1] < 60
             ? std::optional(minutes((*parts)[0] * 60 + (*parts)[1]))
             : std::nullopt;
}

std::optional<local_days> day_of(int year, int month, int day) {
  const year_month_day date{std::chrono::year(year),
                            std::chrono::month(static_cast<unsigned>(month)),
                            std::chrono::day(static_cast<unsigned>(day))};
  return date.ok() && year < 10'000 ? std::optional(local_days(date)) : std::nullopt;
}

// `today`: for a date without a year, which is then not past.
std::optional<local_days> read_date(std::string_view text, local_days today) {
  if (const auto iso = numbers(text, '-')) {
    return day_of((*iso)[0], (*iso)[1], (*iso)[2]);
  }
  const auto parts = numbers(text, '.');
  if (!parts) {
    return std::nullopt;
  }
  const auto [day, month, year] = *parts;
  if (year >= 0) {
    return day_of(year, month, day);
  }
  const int this_year = static_cast<int>(year_month_day(today).year());
  const auto date = day_of(this_year, month, day);
  return date && *date < today ? day_of(this_year + 1, month, day) : date;
}

// Date and time, either of which may be empty.
std::pair<std::string_view, std::string_view> split(std::string_view text) {
  const auto blank = text.find(' ');
  if (blank != std::string_view::npos) {
    return {text.substr(0, blank), base::trim(text.substr(blank + 1))};
  }
  return text.contains(':') ? std::pair{std::string_view{}, text}
                            : std::pair{text, std::string_view{}};
}

// REQUIRES: text is not empty.
std::optional<LocalTime> read_local(std::string_view text, LocalTime now) {
  const auto [date_text, clock_text] = split(text);
  const auto today = std::chrono::floor<days>(now);
  const auto date = date_text.empty() ? std::optional(today) : read_date(date_text, today);
  const auto clock = clock_text.empty() ? std::optional<minutes>(days(1)) : read_clock(clock_text);
  if (!date || !clock) {
    return std::nullopt;
  }
  const LocalTime time = *date + *clock;
  return date_text.empty() && time <= now ? time + days(1) : time;
}

}  // namespace

std::optional<base::Timestamp> read_time(std::string_view typed, const base::TimeZone& zone,
                                         base::Timestamp now) {
  const std::string folded = base::fold(typed);
  const auto text = base::trim(folded);
  const auto local = text.empty() ? std::nullopt : read_local(text, local_of(now, zone));
  const auto time = local.transform([&](LocalTime at) { return moment_of(at, zone); });
  return time && *time > now ? time : std::nullopt;
}

}  // namespace bot::admin
