// What clocks on the wall show.
#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/error.h"

namespace base {

// A zone of the IANA time zone database, with its daylight saving time. A value; safe to use from
// any thread. Does not depend on the zone of the process.
class TimeZone {
 public:
  TimeZone() = default;  // UTC

  // "Europe/Warsaw", "UTC". Errors (invalid): no such zone.
  static Result<TimeZone> named(std::string_view name);

  // As `named` takes it.
  std::string name() const;

  // What is added to UTC at that moment.
  std::chrono::milliseconds offset_at(Timestamp time) const;

 private:
  struct State;
  explicit TimeZone(std::shared_ptr<const State> state) : state_(std::move(state)) {}

  std::shared_ptr<const State> state_;  // null: UTC
};

}  // namespace base
