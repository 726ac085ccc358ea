// Paying in coins.
#pragma once

#include "base/clock.h"
#include "base/coin.h"
#include "base/money.h"
#include "bot/updates/reply.h"
#include "bot/updates/request.h"
#include "db/core/tx.h"

namespace bot::customer {

// How many coins to send for that amount, and where to; the rate is kept until `until`.
// REQUIRES: the coin is on and has a fresh rate.
Reply ask_for_coins(db::Tx& tx, const Request& request, base::Coin coin, base::Money amount,
                    base::Timestamp until);

}  // namespace bot::customer
