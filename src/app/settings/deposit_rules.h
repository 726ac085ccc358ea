// The settings about deposits in the words of those who follow them.
#pragma once

#include "app/settings/settings.h"
#include "base/coin.h"
#include "bot/view/deposit_settings.h"
#include "shop/deposits/deposit.h"

namespace app {

// The settings of one coin.
const CoinSettings& coin_settings(const Settings& settings, base::Coin coin);

// A coin is on when it has a key.
bool is_on(const Settings& settings, base::Coin coin);

// Which ways to pay the bot offers.
bot::DepositSettings deposit_settings_of(const Settings& settings);

// When deposits in that coin are credited.
shop::DepositRules deposit_rules_of(const Settings& settings, base::Coin coin);

}  // namespace app
