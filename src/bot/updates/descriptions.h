// What Telegram shows of the bot before and beside the chat.
#pragma once

#include <boost/asio/awaitable.hpp>

#include "base/log.h"
#include "bot/view/shop_settings.h"
#include "bot/view/translations.h"
#include "db/core/database.h"
#include "telegram/sender.h"

namespace bot {

// Sets description and short description in each offered language, and the first for everybody
// else, where there is none or the one that the shop itself has set last: a text that an owner gave
// at BotFather stays. A greeting set in the chat takes the description's place, and the shop's name
// becomes the bot's, each once. Failures are only logged.
boost::asio::awaitable<void> describe_bot(telegram::Sender& sender, db::Database& database,
                                          const Translations& translations,
                                          const LiveSettings& settings, base::Logger& logger);

}  // namespace bot
