#include "shop/reports/local_time.h"

#include <algorithm>

namespace shop {

std::chrono::local_days day_at(const base::TimeZone& zone, base::Timestamp time) {
  const auto shown = time + zone.offset_at(time);
  return std::chrono::local_days(std::chrono::floor<std::chrono::days>(shown).time_since_epoch());
}

base::Timestamp moment_of(const base::TimeZone& zone,
                          std::chrono::local_time<std::chrono::milliseconds> local) {
  const base::Timestamp as_utc(local.time_since_epoch());
  const auto before = zone.offset_at(as_utc - std::chrono::days(1));
  const auto after = zone.offset_at(as_utc + std::chrono::days(1));
  auto early = as_utc - std::max(before, after);
  auto late = as_utc - std::min(before, after);
  if (early + zone.offset_at(early) == as_utc) {
    return early;
  }
  // Else the clock is put forward between the two, before `late` or at it.
  while (late - early > std::chrono::milliseconds(1)) {
    const auto middle = early + std::chrono::floor<std::chrono::milliseconds>(late - early) / 2;
    (middle + zone.offset_at(middle) >= as_utc ? late : early) = middle;
  }
  return late;
}

}  // namespace shop
