#include "telegram/backoff.h"

#include <algorithm>

#include "base/check.h"

namespace telegram {

std::chrono::milliseconds backoff_pause(const Backoff& backoff, int failures,
                                        base::Random& random) {
  base::check(failures >= 1, "a pause follows a failure");
  constexpr int kDoublingsMax = 20;
  const auto doubled = backoff.first * (std::int64_t{1} << std::min(failures - 1, kDoublingsMax));
  const auto half = std::min(doubled, backoff.max) / 2;
  const auto part = random.below(static_cast<std::uint64_t>(half.count()) + 1);
  return half + std::chrono::milliseconds(part);
}

std::chrono::milliseconds retry_pause(const ApiError& error, const Backoff& backoff, int failures,
                                      base::Random& random) {
  return std::max<std::chrono::milliseconds>(backoff_pause(backoff, failures, random),
                                             std::chrono::seconds(error.retry_after_s));
}

}  // namespace telegram
