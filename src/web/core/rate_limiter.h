// How many requests a second each caller of the HTTP API may send.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <string>

#include "base/clock.h"

namespace web {

struct RateLimit {
  std::int64_t per_second = 20;  // 1 or more

  // How many may come at once when none came before.
  std::int64_t burst() const { return 3 * per_second; }
};

// What is left to a caller.
struct Quota {
  bool is_exceeded = false;
  std::int64_t limit = 0;
  std::int64_t remaining = 0;
  std::chrono::seconds until_next{};  // when the next request will be taken; 0: now
  std::chrono::seconds until_full{};  // when `limit` will be left again
};

// A token bucket for each caller (in the form of the generic cell rate algorithm, which keeps one
// moment of each). Of this process only; remembers kMaxCallers at most. Not safe to share between
// threads.
class RateLimiter {
 public:
  static constexpr std::size_t kMaxCallers = 1'000;

  // Takes a request from the caller's bucket, unless it is empty.
  Quota take(const std::string& caller, RateLimit limit, base::Timestamp now);
  // What `take` would find, without taking.
  Quota look(const std::string& caller, RateLimit limit, base::Timestamp now) const;

  std::size_t size() const { return full_at_.size(); }

 private:
  void make_room(base::Timestamp now);

  std::map<std::string, base::Timestamp> full_at_;  // one that is not there is full
};

}  // namespace web
