#include "shop/reports/period.h"

#include <algorithm>
#include <utility>

#include "shop/reports/local_time.h"

namespace shop {
namespace {

using std::chrono::days;
using std::chrono::local_days;
using std::chrono::year_month_day;

local_days first_of_month(local_days day) {
  const year_month_day date(day);
  return local_days(date.year() / date.month() / 1);
}

local_days first_of(Period period, local_days today) {
  switch (period) {
    case Period::today:
      return today;
    case Period::week:
      return today - days(6);
    case Period::days:
      return today - days(29);
    case Period::month:
      return first_of_month(today);
  }
  std::unreachable();
}

local_days first_before(Period period, local_days first, local_days today) {
  return period == Period::month ? first_of_month(first - days(1))
                                 : first - (today - first + days(1));
}

}  // namespace

PeriodSpans spans_of(Period period, const base::TimeZone& zone, base::Timestamp now) {
  const auto today = day_at(zone, now);
  const auto first = first_of(period, today);
  const auto from = start_of(zone, first);
  const auto before = first_before(period, first, today);
  const auto same_day = before + (today - first);
  const auto same_time = start_of(zone, same_day) + (now - start_of(zone, today));
  return {.first = first,
          .last = today,
          .span = {from, now},
          .before = {start_of(zone, before), std::min(same_time, from)}};
}

base::Timestamp start_of(const base::TimeZone& zone, local_days day) {
  return moment_of(zone, std::chrono::local_time<std::chrono::milliseconds>(day));
}

Span span_of_day(const base::TimeZone& zone, local_days day) {
  return {start_of(zone, day), start_of(zone, day + days(1))};
}

}  // namespace shop
