// Scans blocks again that were scanned before (`kram rescan`).
#pragma once

#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <cstdint>

#include "base/error.h"
#include "chain/watcher/watcher.h"

namespace chain {

inline constexpr std::chrono::seconds kRescanPause{2};

struct RescanReport {
  std::int64_t blocks = 0;
  std::int64_t found = 0;     // payments that the shop did not know
  std::int64_t credited = 0;  // of them and of those known before
};

// Records missed payments in the blocks from `from_height` to the cursor, and completes those that
// have their confirmations. Works beside a running watcher, whose cursor does not move; idempotent.
// What fails is asked again a few times, after pauses that begin with `pause`. Errors: invalid (a
// height above the cursor), not_found (each node has deleted blocks that old; the message names the
// first that one has), conflict (the shop has not followed this chain yet, or its branch changed
// meanwhile), unavailable (the backends). Once it has begun, the message names the height where it
// ended, from which to go on.
boost::asio::awaitable<base::Result<RescanReport>> rescan(
    Watcher::Context context, std::int64_t from_height, Watcher::OnProgress on_progress,
    std::chrono::milliseconds pause = kRescanPause);

}  // namespace chain
