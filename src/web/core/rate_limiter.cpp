#include "web/core/rate_limiter.h"

#include <algorithm>

namespace web {
namespace {

// The time in which one request comes back.
std::chrono::microseconds interval_of(RateLimit limit) {
  return std::chrono::microseconds(std::chrono::seconds(1)) / limit.per_second;
}

// What a bucket says that will be full after `missing`, of a request that it has not given yet.
Quota quota_of(RateLimit limit, std::chrono::microseconds missing) {
  const auto interval = interval_of(limit);
  const auto room = limit.burst() * interval - missing;
  Quota quota{.is_exceeded = room < interval,
              .limit = limit.burst(),
              .remaining = std::max<std::int64_t>(room / interval, 0),
              .until_full = std::chrono::ceil<std::chrono::seconds>(missing)};
  if (quota.is_exceeded) {
    quota.until_next = std::chrono::ceil<std::chrono::seconds>(interval - room);
  }
  return quota;
}

// No later than that of an empty bucket: a clock that was set back locks nobody out.
base::Timestamp bounded(base::Timestamp full_at, RateLimit limit, base::Timestamp now) {
  return std::clamp(full_at, now, now + limit.burst() * interval_of(limit));
}

}  // namespace

Quota RateLimiter::look(const std::string& caller, RateLimit limit, base::Timestamp now) const {
  const auto known = full_at_.find(caller);
  return quota_of(limit, known == full_at_.end() ? std::chrono::microseconds(0)
                                                 : bounded(known->second, limit, now) - now);
}

Quota RateLimiter::take(const std::string& caller, RateLimit limit, base::Timestamp now) {
  if (full_at_.size() >= kMaxCallers && !full_at_.contains(caller)) {
    make_room(now);
  }
  auto& full_at = full_at_.try_emplace(caller, now).first->second;
  full_at = bounded(full_at, limit, now);
  auto quota = quota_of(limit, full_at - now);
  if (!quota.is_exceeded) {
    full_at += interval_of(limit);
    --quota.remaining;
    quota.until_full = std::chrono::ceil<std::chrono::seconds>(full_at - now);
  }
  return quota;
}

// Forgets the full buckets; when there are none, the one that will be full first.
void RateLimiter::make_room(base::Timestamp now) {
  std::erase_if(full_at_, [&](const auto& bucket) { return bucket.second <= now; });
  if (full_at_.size() >= kMaxCallers) {
    full_at_.erase(
        std::ranges::min_element(full_at_, {}, [](const auto& bucket) { return bucket.second; }));
  }
}

}  // namespace web
