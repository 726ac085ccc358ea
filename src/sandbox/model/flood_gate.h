// Telegram's limits on how fast a bot may send.
#pragma once

#include <cstdint>
#include <optional>
#include <unordered_map>

#include "base/clock.h"

namespace sandbox {

// 0 means no limit.
struct FloodLimits {
  int per_second = 0;       // messages a second over all chats
  int chat_per_second = 0;  // messages a second in one chat ...
  int chat_burst = 0;       // ... after this many at once

  static constexpr FloodLimits off() { return {}; }
  // Bots FAQ, "My bot is hitting limits": about 30 a second over all, 1 a second in a chat with
  // short bursts.
  static constexpr FloodLimits telegram() { return {30, 1, 5}; }
};

// Token buckets, one for the bot and one for each chat. Not thread-safe.
class FloodGate {
 public:
  explicit FloodGate(FloodLimits limits) : limits_(limits) {}

  // Admits a message to `chat_id`, or returns after how many seconds to try again.
  std::optional<int> admit(std::int64_t chat_id, base::Timestamp now);
  // The same for an edit, which counts in its chat alone.
  std::optional<int> admit_edit(std::int64_t chat_id, base::Timestamp now);

 private:
  // Full from `full_at` on; each message moves it one interval on.
  struct Bucket {
    base::Timestamp full_at;
  };
  static std::optional<int> wait_s(const Bucket& bucket, int per_second, int burst,
                                   base::Timestamp now);
  static void take(Bucket& bucket, int per_second, base::Timestamp now);

  FloodLimits limits_;
  Bucket all_;
  std::unordered_map<std::int64_t, Bucket> chats_;
};

}  // namespace sandbox
