// Links that the bot sends to the staff, by which they sign in to the dashboard.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/random.h"
#include "db/core/tx.h"
#include "shop/core/acts/permit.h"

namespace shop {

inline constexpr std::chrono::minutes kSignInLinkLife{2};

// Makes a link for whom the permit is of, and returns its token (40 letters and digits, 238 random
// bits), of which the shop keeps a hash. The one before is good no more.
// REQUIRES: one of the staff, by their Telegram id.
std::string make_sign_in_link(db::Tx& tx, const Permit<Act::sign_in>& permit, base::Random& random,
                              base::Timestamp now);

// Whose link it is: once, and only while it lives. Of two that use it at once, one is told.
std::optional<std::int64_t> use_sign_in_link(db::Tx& tx, std::string_view token,
                                             base::Timestamp now);

}  // namespace shop
