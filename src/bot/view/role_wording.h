// The roles of the staff in words.
#pragma once

#include "bot/view/translations.h"
#include "shop/core/acts/rights.h"

namespace bot {

MessageId name_of(shop::Role role);

}  // namespace bot
