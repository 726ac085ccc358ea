#include "base/time_zone.h"

#include <cstdint>

#include <unicode/timezone.h>
#include <unicode/unistr.h>

namespace base {

struct TimeZone::State {
  std::unique_ptr<icu::TimeZone> zone;
  std::string name;
};

Result<TimeZone> TimeZone::named(std::string_view name) {
  const auto id = icu::UnicodeString::fromUTF8(std::string(name));
  std::unique_ptr<icu::TimeZone> zone(icu::TimeZone::createTimeZone(id));
  if (!zone || *zone == icu::TimeZone::getUnknown()) {
    return invalid("'" + std::string(name) + "' is no time zone such as Europe/Warsaw.");
  }
  return TimeZone(std::make_shared<const State>(State{std::move(zone), std::string(name)}));
}

std::string TimeZone::name() const { return state_ ? state_->name : "UTC"; }

std::chrono::milliseconds TimeZone::offset_at(Timestamp time) const {
  if (!state_) {
    return std::chrono::milliseconds(0);
  }
  const auto since_epoch =
      std::chrono::floor<std::chrono::milliseconds>(time.time_since_epoch()).count();
  std::int32_t standard_ms = 0;
  std::int32_t saving_ms = 0;
  UErrorCode failure = U_ZERO_ERROR;
  state_->zone->getOffset(static_cast<UDate>(since_epoch), /*local=*/0, standard_ms, saving_ms,
                          failure);
  return std::chrono::milliseconds(standard_ms + saving_ms);
}

}  // namespace base
