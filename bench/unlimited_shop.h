// The shop as `kram serve` runs it, but for SEND_LIMIT: Telegram's limit on messages is not what
// the suite measures.
#pragma once

namespace bench {

// Settings come from the environment. Runs until SIGTERM; returns the exit status.
int serve_unlimited();

}  // namespace bench
