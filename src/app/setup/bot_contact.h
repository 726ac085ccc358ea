// What the setup asks Telegram.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "app/settings/settings.h"
#include "base/error.h"
#include "telegram/client.h"
#include "telegram/types.h"

namespace app {

// Who the bot with settings.bot_token is. Blocks until Telegram has answered.
telegram::ApiResult<telegram::User> ask_who_the_bot_is(const Settings& settings);

// Waits for the person who starts the bot with `code`; what others send waits on for the shop, and
// so does this /start, which the shop answers first. Errors: unavailable (the time is over, or
// Telegram fails), conflict (somebody else receives the updates).
base::Result<telegram::User> wait_for_start(const Settings& settings, std::string_view code,
                                            std::chrono::seconds patience);

}  // namespace app
