// Switches to a chain that forks from the shop's deeper than reorganisations are followed
// (`kram rescan --new-chain`).
#pragma once

#include <boost/asio/awaitable.hpp>
#include <cstdint>

#include "base/error.h"
#include "chain/watcher/watcher.h"

namespace chain {

struct NewChain {
  std::int64_t from = 0;  // the first block that the shop scans again
  std::int64_t tip = 0;   // the last, as far as is known
};

// Sets the cursor below `from_height` on the backend's chain. The next watcher goes on from there:
// it credits the payments of that chain, and reverses those credited from that height on that are
// not in it. REQUIRES: the chains are the same below `from_height`; a lower one costs only time.
// Errors: invalid (no block of that height to begin with, or one that does not prove its height),
// not_found (the node has deleted blocks that old), conflict (the shop has not followed this chain
// yet, or needs no help to follow it now), unavailable (the backends).
boost::asio::awaitable<base::Result<NewChain>> follow_new_chain(Watcher::Context context,
                                                                std::int64_t from_height);

}  // namespace chain
