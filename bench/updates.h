// Makes updates as Telegram posts them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace bench {

// The customer presses a button with this callback data.
std::string press(std::int64_t update_id, std::int64_t customer, std::string_view data);

// The customer writes; a text that begins with / is a command.
std::string message(std::int64_t update_id, std::int64_t customer, std::string_view text);

}  // namespace bench
