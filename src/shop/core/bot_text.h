// What the bot has set last as its texts at Telegram, by which it knows them from an owner's.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "db/core/tx.h"

namespace shop {

// By name, such as "description:pl".
std::map<std::string, std::string> bot_texts(db::Tx& tx);
void remember_bot_text(db::Tx& tx, std::string_view name, std::string_view value);

}  // namespace shop
