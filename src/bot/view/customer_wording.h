// What customers have, in words.
#pragma once

#include <string>
#include <string_view>

#include "bot/view/translations.h"
#include "shop/customers/tier.h"
#include "shop/money/ledger.h"

namespace bot {

MessageId name_of(shop::Tier tier);
MessageId name_of(shop::TransferKind kind);

// That a customer is banned, and why when that is known. Safe to send as HTML.
std::string banned_text(const Texts& texts, std::string_view reason);

}  // namespace bot
