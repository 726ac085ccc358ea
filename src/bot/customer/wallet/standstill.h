// What customers read while no new blocks of a coin reach the shop.
#pragma once

#include "bot/updates/request.h"
#include "bot/view/screen.h"
#include "db/core/tx.h"
#include "shop/deposits/coins/coin.h"

namespace bot::customer {

// Adds since when the coin's chain has stood still, if it does, and that nothing is lost by it.
void add_standstill(Screen& screen, db::Tx& tx, const Request& request, shop::Coin coin);

}  // namespace bot::customer
