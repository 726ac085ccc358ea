// Pauses between attempts.
#pragma once

#include <chrono>

#include "base/random.h"
#include "telegram/api_error.h"

namespace telegram {

struct Backoff {
  std::chrono::milliseconds first{500};
  std::chrono::milliseconds max{30'000};
};

// The pause after the `failures`-th failure in a row (from 1): `first`, then twice as long each
// time up to `max`; of that, a random part between a half and the whole, so that clients that
// failed together do not retry together. REQUIRES: failures >= 1.
std::chrono::milliseconds backoff_pause(const Backoff& backoff, int failures, base::Random& random);

// The pause before a call that failed for the `failures`-th time in a row is repeated: as above,
// and at least as long as Telegram says.
std::chrono::milliseconds retry_pause(const ApiError& error, const Backoff& backoff, int failures,
                                      base::Random& random);

}  // namespace telegram
