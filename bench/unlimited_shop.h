// The shop as `kram serve` runs it, but without SEND_LIMIT: the suite does not measure Telegram's
// limit on messages.
#pragma once

namespace bench {

// Settings come from the environment. Runs until SIGTERM; returns the exit status.
int serve_unlimited();

}  // namespace bench
