// A sliding window that limits how many calls start in any period of time.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <deque>

namespace telegram {

using SendTime = std::chrono::steady_clock::time_point;

struct SendRate {
  std::size_t count = 1;
  std::chrono::milliseconds period{1000};
};

// At most `rate.count` marks in any half-open interval of `rate.period`; unlike a token bucket it
// allows no burst beyond the rate. REQUIRES: times never go back.
class SendWindow {
 public:
  // The earliest moment, `now` or later, at which one more mark is allowed.
  SendTime next(const SendRate& rate, SendTime now) const {
    if (marks_.size() < rate.count) {
      return now;
    }
    return std::max(now, marks_[marks_.size() - rate.count] + rate.period);
  }

  // REQUIRES: next(rate, now) == now.
  void mark(const SendRate& rate, SendTime now) {
    marks_.push_back(now);
    while (marks_.size() > rate.count) {
      marks_.pop_front();
    }
  }

  // From when on the window delays nothing.
  SendTime idle_at(const SendRate& rate) const {
    return marks_.empty() ? SendTime::min() : marks_.back() + rate.period;
  }

 private:
  std::deque<SendTime> marks_;  // the last `rate.count`, oldest first
};

}  // namespace telegram
