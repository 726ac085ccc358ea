// Which ways to pay are on, as the owner has set them.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/money.h"
#include "shop/deposits/coins/coin.h"
#include "shop/deposits/coins/crypto_address.h"
#include "shop/deposits/deposit.h"

namespace bot {

// A coin that is on.
struct CoinDeposits {
  shop::AccountKey key;
  std::vector<shop::ConfirmationRule> confirmations;
};

// What is not there is off.
struct DepositSettings {
  std::map<base::Coin, CoinDeposits> coins;
  std::map<shop::DepositMethod, std::string> instructions;  // how to pay by a manual method
  std::optional<int> stars_per_unit;                        // of the shop's currency
  base::Money min;                                          // DEPOSIT_MIN
  base::Money max;                                          // MANUAL_DEPOSIT_MAX
  base::Percent commission;                                 // to the referrer
};

}  // namespace bot
