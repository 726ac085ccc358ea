// Time as an interface, so that a test can move it.
#pragma once

#include <atomic>
#include <chrono>
#include <string>
#include <string_view>

#include "base/error.h"

namespace base {

// A moment in UTC with the resolution of both databases.
using Timestamp = std::chrono::sys_time<std::chrono::microseconds>;

// "2026-11-24T07:21:50Z", with ".123456" when the fraction is not zero (RFC 3339).
std::string format_rfc3339(Timestamp time);

// Reads RFC 3339 and PostgreSQL's "2026-11-24 07:21:50.123+00" form. Errors: invalid.
Result<Timestamp> parse_timestamp(std::string_view text);

// Safe to call from any thread.
class Clock {
 public:
  virtual ~Clock() = default;
  virtual Timestamp now() const = 0;
};

class SystemClock final : public Clock {
 public:
  Timestamp now() const override;
};

// Changes only by set() and advance() (tests and the demo).
class ManualClock final : public Clock {
 public:
  explicit ManualClock(Timestamp start) : now_(start) {}
  Timestamp now() const override { return now_.load(); }
  void set(Timestamp time) { now_ = time; }
  void advance(std::chrono::microseconds by) { now_ = now_.load() + by; }

 private:
  std::atomic<Timestamp> now_;
};

}  // namespace base
