#include "shop/testing/bans.h"

#include <chrono>

#include "shop/customers/ban.h"

namespace shop {

bool set_banned(db::Tx& tx, std::int64_t user_id, bool banned) {
  const BanDecision decision{.user_id = user_id, .reason = "a test"};
  const auto owner = Actor::owner(9);
  const base::Timestamp now{std::chrono::sys_days(std::chrono::November / 24 / 2026)};
  const auto done = banned ? ban(tx, decision, {}, permit<Act::ban_customer>(owner).value(), now)
                           : unban(tx, decision, permit<Act::unban_customer>(owner).value(), now);
  return done || done.error() == BanRefusal::repeated;
}

}  // namespace shop
