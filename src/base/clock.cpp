#include "base/clock.h"

#include <charconv>

#include <fmt/format.h>

#include "base/text.h"

namespace base {
namespace {

using namespace std::chrono;

// Reads the numbers and separators of a timestamp from the front.
class Cursor {
 public:
  explicit Cursor(std::string_view text) : rest_(text) {}

  bool number(std::size_t digits, int& value) {
    if (rest_.size() < digits || !is_ascii_digit(rest_.front())) {
      return false;
    }
    const auto* end = rest_.data() + digits;
    if (std::from_chars(rest_.data(), end, value).ptr != end) {
      return false;
    }
    rest_.remove_prefix(digits);
    return true;
  }
  bool mark(std::string_view any_of) {
    if (rest_.empty() || !any_of.contains(rest_.front())) {
      return false;
    }
    last_ = rest_.front();
    rest_.remove_prefix(1);
    return true;
  }
  char last_mark() const { return last_; }
  bool at_end() const { return rest_.empty(); }

  // Up to six digits after the point; further ones are dropped.
  int microseconds() {
    int value = 0;
    int digits = 0;
    for (; !rest_.empty() && is_ascii_digit(rest_.front()); rest_.remove_prefix(1)) {
      if (digits < 6) {
        value = value * 10 + (rest_.front() - '0');
        ++digits;
      }
    }
    for (; digits < 6; ++digits) {
      value *= 10;
    }
    return value;
  }

 private:
  std::string_view rest_;
  char last_ = 0;
};

bool read_offset(Cursor& cursor, minutes& offset) {
  if (cursor.mark("Zz")) {
    return true;
  }
  if (!cursor.mark("+-")) {
    return false;
  }
  const int sign = cursor.last_mark() == '-' ? -1 : 1;
  int hours_part = 0;
  int minutes_part = 0;
  if (!cursor.number(2, hours_part)) {
    return false;
  }
  if (cursor.mark(":") && !cursor.number(2, minutes_part)) {
    return false;
  }
  offset = minutes(sign * (hours_part * 60 + minutes_part));
  return true;
}

bool read(Cursor& cursor, Timestamp& time) {
  int y = 0, mo = 0, d = 0, h = 0, mi = 0, s = 0;
  if (!cursor.number(4, y) || !cursor.mark("-") || !cursor.number(2, mo) || !cursor.mark("-") ||
      !cursor.number(2, d) || !cursor.mark("Tt ") || !cursor.number(2, h) || !cursor.mark(":") ||
      !cursor.number(2, mi) || !cursor.mark(":") || !cursor.number(2, s)) {
    return false;
  }
  const int fraction = cursor.mark(".") ? cursor.microseconds() : 0;
  const year_month_day date{year(y), month(static_cast<unsigned>(mo)),
                            day(static_cast<unsigned>(d))};
  minutes offset{0};
  if (!date.ok() || h > 23 || mi > 59 || s > 60 || !read_offset(cursor, offset)) {
    return false;
  }
  time = sys_days(date) + hours(h) + minutes(mi) + seconds(s) + microseconds(fraction) - offset;
  return cursor.at_end();
}

}  // namespace

std::string format_rfc3339(Timestamp time) {
  const auto day_start = floor<days>(time);
  const year_month_day date(day_start);
  const hh_mm_ss<microseconds> clock(time - day_start);
  auto text = fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}", static_cast<int>(date.year()),
                          static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                          clock.hours().count(), clock.minutes().count(), clock.seconds().count());
  if (clock.subseconds().count() != 0) {
    text += fmt::format(".{:06}", clock.subseconds().count());
  }
  return text + "Z";
}

Result<Timestamp> parse_timestamp(std::string_view text) {
  Cursor cursor(text);
  Timestamp time;
  if (!read(cursor, time)) {
    return fail(ErrorKind::invalid, "A time looks like 2026-11-24T07:21:50Z.");
  }
  return time;
}

Timestamp SystemClock::now() const { return time_point_cast<microseconds>(system_clock::now()); }

}  // namespace base
