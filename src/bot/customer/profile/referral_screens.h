// Referrals, tiers and the leaderboard.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "bot/view/screen.h"
#include "bot/view/wording.h"
#include "shop/customers/customer.h"
#include "shop/customers/leaderboard.h"
#include "shop/customers/tier.h"

namespace bot::customer {

inline constexpr int kLeaders = 10;

// "🥈 Silver"; plain text.

Screen referrals_screen(const Wording& wording, const shop::Customer& customer,
                        std::int64_t referees, std::string_view bot_username);

Screen leaderboard_screen(const Wording& wording, std::span<const shop::Leader> leaders);

}  // namespace bot::customer
