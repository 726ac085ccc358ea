// Days and times of day by the clocks of a zone.
#pragma once

#include <chrono>

#include "base/clock.h"
#include "base/time_zone.h"

namespace shop {

// The date there at that moment.
std::chrono::local_days day_at(const base::TimeZone& zone, base::Timestamp time);

// The first moment at which the clock there shows `local` or, where it is put forward over that,
// something later.
base::Timestamp moment_of(const base::TimeZone& zone,
                          std::chrono::local_time<std::chrono::milliseconds> local);

}  // namespace shop
