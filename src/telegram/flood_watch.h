// Tells a wait of one chat from one of the whole bot.
#pragma once

#include <chrono>
#include <cstdint>
#include <deque>
#include <optional>

#include "telegram/send_window.h"

namespace telegram {

// Telegram does not say whom a wait is for. It is the whole bot's when, within the last second,
// several chats were told to wait and no call succeeded. Not thread-safe. REQUIRES: times never go
// back.
class FloodWatch {
 public:
  void note_success(SendTime now);

  // Notes that a chat must wait. Returns until when the whole bot must; none: only this chat.
  std::optional<SendTime> note_wait(std::int64_t chat, SendTime until, SendTime now);

  static constexpr std::chrono::seconds kSpan{1};
  static constexpr std::size_t kChatsMin = 3;

 private:
  struct Wait {
    SendTime noted_at;
    std::int64_t chat = 0;
    SendTime until;
  };

  std::deque<Wait> waits_;  // of the last second
  std::optional<SendTime> last_success_;
};

}  // namespace telegram
