// The lists of commands that Telegram offers in its menu.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "bot/updates/navigation.h"
#include "bot/view/translations.h"
#include "telegram/methods.h"

namespace bot {

// The commands of customers, or of the staff in that role, in that language.
std::vector<telegram::BotCommand> commands_for(std::optional<shop::Role> role, const Texts& texts,
                                               const Navigation& navigation);

// For one chat, in `texts` whatever Telegram's own language is there. The staff's chats have lists
// by language already, so that each of them is replaced.
std::vector<telegram::SetMyCommands> command_lists(std::int64_t chat_id,
                                                   std::optional<shop::Role> role,
                                                   const Texts& texts,
                                                   const Translations& translations,
                                                   const Navigation& navigation);

// For the chat of one who is or was of the staff, in the language that they have chosen in the
// shop, else in each offered one. An empty role leaves them what customers have.
std::vector<telegram::SetMyCommands> staff_command_lists(std::int64_t chat_id,
                                                         std::optional<shop::Role> role,
                                                         const std::optional<std::string>& chosen,
                                                         const Translations& translations,
                                                         const Navigation& navigation);

}  // namespace bot
