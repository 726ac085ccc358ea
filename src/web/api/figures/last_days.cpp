#include "web/api/figures/last_days.h"

#include "shop/reports/local_time.h"
#include "shop/reports/period.h"

namespace web {

LastDays last_days(const DaysQuery& query, std::int64_t usual, const base::TimeZone& zone,
                   base::Timestamp now) {
  const auto count = query.days ? query.days->value : usual;
  const auto last = shop::day_at(zone, now);
  const auto first = last - std::chrono::days(count - 1);
  return {.first = first, .last = last, .span = {.from = shop::start_of(zone, first), .to = now}};
}

}  // namespace web
