// A user of the simulated Telegram.
#pragma once

#include <cstdint>
#include <string>

namespace sandbox {

struct Person {
  std::int64_t id = 0;
  std::string first_name;
  std::string username;  // "": none
  std::string language_code = "en";
  std::string badge;  // shown beside the name on the chat page, such as "owner"
  bool has_blocked_bot = false;
  bool has_started = false;  // wrote to the bot, so that it may write back
};

}  // namespace sandbox
