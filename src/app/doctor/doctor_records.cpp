#include <chrono>

#include <fmt/chrono.h>
#include <fmt/format.h>

#include "app/doctor/doctor.h"
#include "shop/core/kept_update.h"
#include "shop/deposits/coins/chain_memory.h"

namespace app {
namespace {

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

}  // namespace

std::vector<Finding> examine_records(db::Database& database, const Settings& settings) {
  return database.read_blocking([&](db::Tx& tx) {
    std::vector<Finding> findings;
    for (const auto& [id, coin] : settings.coins) {
      const auto since = is_on(settings, id) ? shop::stalled_since(tx, id) : std::nullopt;
      if (since) {
        findings.push_back(examine_standstill(coin, *since));
      }
    }
    if (const auto kept = shop::count_unbooked_updates(tx); kept > 0) {
      findings.push_back(examine_kept(kept));
    }
    return findings;
  });
}

}  // namespace app
