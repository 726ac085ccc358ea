// Paying with Telegram Stars.
#pragma once

#include "base/money.h"
#include "bot/updates/reply.h"
#include "bot/updates/request.h"

namespace bot::customer {

// An invoice for that amount. REQUIRES: Stars are on, the amount is within DEPOSIT_MIN and
// shop::most_for_stars.
Reply ask_for_stars(const Request& request, base::Money amount);

}  // namespace bot::customer
