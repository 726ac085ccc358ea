#include "app/settings/deposit_rules.h"

#include "chain/watcher/account_key.h"

namespace app {
namespace {

bot::CoinDeposits coin_deposits(const CoinSettings& coin) {
  return {.key = chain::account_key(*coin.account), .confirmations = coin.confirmations};
}

}  // namespace

const CoinSettings& coin_settings(const Settings& settings, base::Coin coin) {
  return settings.coins.at(coin);
}

bool is_on(const Settings& settings, base::Coin coin) {
  const auto found = settings.coins.find(coin);
  return found != settings.coins.end() && found->second.account.has_value();
}

bot::DepositSettings deposit_settings_of(const Settings& settings) {
  bot::DepositSettings deposits{.coins = {},
                                .instructions = settings.instructions,
                                .stars_per_unit = settings.stars_per_unit,
                                .min = settings.deposit_min,
                                .max = settings.manual_deposit_max,
                                .commission = settings.referral_percent};
  for (const auto& [coin, chosen] : settings.coins) {
    if (is_on(settings, coin)) {
      deposits.coins.emplace(coin, coin_deposits(chosen));
    }
  }
  return deposits;
}

shop::DepositRules deposit_rules_of(const Settings& settings, base::Coin coin) {
  return {.commission = settings.referral_percent,
          .min = settings.deposit_min,
          .confirmations = coin_settings(settings, coin).confirmations};
}

}  // namespace app
