// Walks blocks again that the shop has left behind (`kram rescan`).
#pragma once

#include <boost/asio/awaitable.hpp>
#include <cstdint>

#include "base/error.h"
#include "chain/watcher/watcher.h"

namespace chain {

struct RescanReport {
  std::int64_t blocks = 0;
  std::int64_t found = 0;     // payments that the shop did not know
  std::int64_t credited = 0;  // of them and of those known before
};

// Records what was missed in the blocks from `from_height` to the cursor, and completes what has
// its confirmations. Works beside a running watcher, whose cursor stays where it is; doing it twice
// changes nothing.
// Errors: invalid (a height above the cursor), not_found (the node has deleted blocks that old; the
// message names the first it has), conflict (the shop has not followed this chain yet, or its
// branch changed meanwhile), unavailable (the backends).
boost::asio::awaitable<base::Result<RescanReport>> rescan(Watcher::Context context,
                                                          std::int64_t from_height,
                                                          Watcher::OnProgress on_progress);

}  // namespace chain
