#include "shop/deposits/large_deposit.h"

#include <chrono>
#include <string_view>

#include <fmt/format.h>

#include "base/money.h"
#include "shop/deposits/alert.h"

namespace shop {
namespace {

// What is older is no news.
constexpr std::chrono::days kNews{1};

constexpr std::string_view kUnannounced =
    "SELECT d.id FROM deposits d WHERE d.completed_at > $1 AND d.status = 'completed' "
    "AND d.amount >= $2 "
    "AND NOT EXISTS (SELECT 1 FROM announced_deposits a WHERE a.deposit_id = d.id)";

}  // namespace

bool has_large_deposits_to_announce(db::Tx& tx, base::Money large, base::Timestamp now) {
  return tx.first<std::int64_t>(fmt::format("{} LIMIT 1", kUnannounced), now - kNews, large)
      .has_value();
}

int announce_large_deposits(db::Tx& tx, std::span<const std::int64_t> owner_ids, base::Money large,
                            base::Timestamp now) {
  const auto taken =
      tx.all<std::int64_t>(fmt::format("INSERT INTO announced_deposits (deposit_id) {} "
                                       "ON CONFLICT DO NOTHING RETURNING deposit_id",
                                       kUnannounced),
                           now - kNews, large);
  for (const auto id : taken) {
    raise_alert(tx, owner_ids, {.alert = AlertKind::large_deposit, .deposit_id = id}, now);
  }
  return static_cast<int>(taken.size());
}

}  // namespace shop
