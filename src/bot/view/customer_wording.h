// What customers have, in words.
#pragma once

#include "bot/view/translations.h"
#include "shop/customers/tier.h"
#include "shop/money/ledger.h"

namespace bot {

MessageId name_of(shop::Tier tier);
MessageId name_of(shop::TransferKind kind);

}  // namespace bot
