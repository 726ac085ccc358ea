// Moments as people type them: "18:00", "31.12 18:00", "31.12.2026", "2026-12-31 18:00".
#pragma once

#include <optional>
#include <string_view>

#include "base/clock.h"
#include "base/time_zone.h"

namespace bot::admin {

// The next such moment on the zone's clocks: without a date today or tomorrow, without a year this
// or next year, without a time the end of that day. Empty: the text is none, or it is past.
std::optional<base::Timestamp> read_time(std::string_view typed, const base::TimeZone& zone,
                                         base::Timestamp now);

}  // namespace bot::admin
