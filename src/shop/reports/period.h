// The spans of time that owners look at.
#pragma once

#include <boost/describe.hpp>
#include <chrono>

#include "base/clock.h"
#include "base/time_zone.h"
#include "shop/reports/figures.h"

namespace shop {

// Up to now, by the days of the shop's zone.
enum class Period {
  today,
  week,   // today and the six days before
  days,   // today and the 29 days before
  month,  // of the calendar
};
BOOST_DESCRIBE_ENUM(Period, today, week, days, month)

struct PeriodSpans {
  std::chrono::local_days first;
  std::chrono::local_days last;  // today
  Span span;
  // As many days before (of a month: the month before), as far into its last day as now is into
  // today, but not into `span`.
  Span before;
};
PeriodSpans spans_of(Period period, const base::TimeZone& zone, base::Timestamp now);

// When the day begins in the zone.
base::Timestamp start_of(const base::TimeZone& zone, std::chrono::local_days day);

// A whole day, of 23 to 25 hours.
Span span_of_day(const base::TimeZone& zone, std::chrono::local_days day);

}  // namespace shop
