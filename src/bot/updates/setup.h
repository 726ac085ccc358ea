// Registers what Telegram shows about the bot outside the chat.
#pragma once

#include <boost/asio/awaitable.hpp>

#include "base/log.h"
#include "bot/updates/navigation.h"
#include "bot/view/shop_settings.h"
#include "bot/view/translations.h"
#include "db/core/database.h"
#include "telegram/sender.h"

namespace bot {

// Registers commands, descriptions and the menu button: in each offered language, with the first
// for everybody else; owners and the staff see the commands of their role in their own chats, in
// the language that they have chosen. The shop works without, so failures are only logged (such as
// an owner who has not started the bot yet).
boost::asio::awaitable<void> introduce(telegram::Sender& sender, db::Database& database,
                                       const Translations& translations,
                                       const Navigation& navigation, const LiveSettings& settings,
                                       base::Logger& logger);

}  // namespace bot
