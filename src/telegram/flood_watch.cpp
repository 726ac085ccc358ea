#include "telegram/flood_watch.h"

#include <algorithm>
#include <set>

namespace telegram {

void FloodWatch::note_success(SendTime now) { last_success_ = now; }

// The shortest of the waits: a chat that must wait longer does so by itself.
std::optional<SendTime> FloodWatch::note_wait(std::int64_t chat, SendTime until, SendTime now) {
  while (!waits_.empty() && waits_.front().noted_at + kSpan <= now) {
    waits_.pop_front();
  }
  waits_.push_back({.noted_at = now, .chat = chat, .until = until});
  if (last_success_ && now - *last_success_ < kSpan) {
    return std::nullopt;
  }
  std::set<std::int64_t> chats;
  for (const Wait& wait : waits_) {
    chats.insert(wait.chat);
    until = std::min(until, wait.until);
  }
  return chats.size() >= kChatsMin ? std::optional(until) : std::nullopt;
}

}  // namespace telegram
