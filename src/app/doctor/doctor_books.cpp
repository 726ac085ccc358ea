#include <algorithm>
#include <chrono>

#include <fmt/chrono.h>
#include <fmt/format.h>

#include "app/doctor/doctor.h"
#include "app/settings/deposit_rules.h"
#include "chain/watcher/account_key.h"
#include "shop/core/kept_update.h"
#include "shop/deposits/coins/chain_clock.h"
#include "shop/deposits/coins/chain_memory.h"
#include "shop/reports/shop_currency.h"

namespace app {
namespace {

constexpr std::int64_t kUsualGapLimit = 20;

void examine_currency(db::Tx& tx, const Settings& settings, std::vector<Finding>& findings) {
  const auto currency = shop::shop_currency(tx);
  if (currency && *currency != settings.currency) {
    findings.push_back(wrong(
        "currency",
        fmt::format("CURRENCY is {0}, but this shop was last in {1}; set CURRENCY={1}, unless "
                    "there is nothing in it yet",
                    settings.currency, *currency)));
  }
}

Finding say_gap(base::Coin coin, const shop::KeyUse& use) {
  const auto text = fmt::format(
      "{}: {} addresses given, up to {} unused ones in a row: let the wallet look that far ahead "
      "(gap limit {})",
      use.is_current ? "the key that is set" : "an earlier key, whose addresses are watched too",
      use.given, use.longest_gap, std::max(kUsualGapLimit, use.longest_gap + 1));
  return use.longest_gap < kUsualGapLimit ? right(base::code_of(coin), text)
                                          : advice(base::code_of(coin), text);
}

void examine_clock(db::Tx& tx, base::Coin coin, std::vector<Finding>& findings) {
  if (const auto offset = shop::clock_offset(tx, coin)) {
    const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(*offset).count();
    findings.push_back(
        wrong("clock", fmt::format("this machine's clock is {} minutes {} the newest {} blocks; "
                                   "set it, and keep it right (timedatectl set-ntp true)",
                                   minutes < 0 ? -minutes : minutes,
                                   minutes < 0 ? "behind" : "ahead of", base::code_of(coin))));
  }
}

Finding examine_standstill(const CoinSettings& coin, base::Timestamp since) {
  const auto id = coin.account->coin();
  return wrong(
      code_of(id),
      fmt::format("the {} chain has stood still since {:%Y-%m-%d %H:%M} UTC; nothing is lost, but "
                  "nothing is credited until blocks come again (docs/payments.md, \"When a coin "
                  "stands still\")",
                  name_of(id), std::chrono::floor<std::chrono::minutes>(since)));
}

Finding examine_kept(std::int64_t count) {
  return wrong("payments", fmt::format("{} payments or refunds that Telegram told of could not be "
                                       "booked yet; they are kept and tried again every hour: see "
                                       "the log for why",
                                       count));
}

std::vector<Finding> examine_all(db::Tx& tx, const Settings& settings) {
  std::vector<Finding> findings;
  examine_currency(tx, settings, findings);
  for (const auto& [coin, chosen] : settings.coins) {
    if (!chosen.account) {
      continue;
    }
    for (const auto& use : shop::uses_of_keys(tx, coin, chain::account_key(*chosen.account))) {
      if (use.given > 0) {
        findings.push_back(say_gap(coin, use));
      }
    }
    examine_clock(tx, coin, findings);
    const auto since = is_on(settings, coin) ? shop::stalled_since(tx, coin) : std::nullopt;
    if (since) {
      findings.push_back(examine_standstill(chosen, *since));
    }
  }
  if (const auto kept = shop::count_unbooked_updates(tx); kept > 0) {
    findings.push_back(examine_kept(kept));
  }
  return findings;
}

}  // namespace

std::vector<Finding> examine_books(db::Database& database, const Settings& settings) {
  return database.read_blocking([&](db::Tx& tx) { return examine_all(tx, settings); });
}

}  // namespace app
