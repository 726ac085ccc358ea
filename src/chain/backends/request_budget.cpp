#include "chain/backends/request_budget.h"

#include <algorithm>

#include "net/core/retry_after.h"

namespace chain {
namespace {

using std::chrono::microseconds;
using std::chrono::minutes;
using std::chrono::seconds;

// A bucket's content as the time that it takes to fill.
constexpr microseconds kWhole = minutes(1);
constexpr microseconds kForMempool = seconds(45);

constexpr seconds kFirstPause{2};
constexpr seconds kLongestPause = minutes(10);
constexpr int kDoublingsMax = 9;

constexpr int kOnceLimited = 300;  // requests a minute
constexpr int kFewest = 20;
constexpr minutes kLimitedFor{60};

microseconds capacity_of(Purpose purpose) {
  switch (purpose) {
    case Purpose::chain:
      return kWhole;
    case Purpose::mempool:
      return kForMempool;
  }
  std::unreachable();
}

}  // namespace

std::optional<microseconds> RequestBudget::take(Purpose purpose, base::Timestamp now) {
  if (now_ != usual_ && now - limited_at_ >= kLimitedFor) {
    now_ = usual_;
  }
  if (!now_) {
    return std::nullopt;
  }
  const auto wanted = spent(now) + interval();
  if (wanted > capacity_of(purpose)) {
    return wanted - capacity_of(purpose);
  }
  full_at_ = now + wanted;
  return std::nullopt;
}

std::optional<std::size_t> RequestBudget::left_for_mempool(base::Timestamp now) const {
  if (!now_) {
    return std::nullopt;
  }
  const auto left = std::max(kForMempool - spent(now), microseconds(0));
  return static_cast<std::size_t>(left / interval());
}

// A clock that is set back opens it.
std::optional<base::Timestamp> RequestBudget::closed_until(base::Timestamp now) const {
  return now < closed_until_ && closed_until_ - now <= net::kRetryAfterMax
             ? std::optional(closed_until_)
             : std::nullopt;
}

// Of several answers to requests that were under way at once, one counts.
void RequestBudget::note_limit(base::Timestamp now, std::optional<seconds> wait) {
  if (closed_until(now)) {
    return;
  }
  const auto pause =
      std::min(kFirstPause * (1 << std::min(limits_in_a_row_, kDoublingsMax)), kLongestPause);
  closed_until_ = now + wait.value_or(pause);
  ++limits_in_a_row_;
  limited_at_ = now;
  now_ = now_ ? std::max(*now_ / 2, std::min(*now_, kFewest)) : kOnceLimited;
}

// A clock that is set back empties the bucket at the most.
microseconds RequestBudget::spent(base::Timestamp now) const {
  return std::clamp<microseconds>(full_at_ - now, microseconds(0), kWhole);
}

microseconds RequestBudget::interval() const { return kWhole / *now_; }

}  // namespace chain
