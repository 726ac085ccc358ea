// Badges, computed from orders and referrals.
#pragma once

#include <array>
#include <boost/describe.hpp>
#include <cstdint>

#include "db/core/tx.h"

namespace shop {

enum class Achievement {
  first_purchase,
  regular,    // 5 orders
  collector,  // 25 orders
  bargain,    // an order with a discount
  first_referral,
  ambassador,  // 10 referees
};

inline constexpr std::array kAchievements{
    Achievement::first_purchase, Achievement::regular,        Achievement::collector,
    Achievement::bargain,        Achievement::first_referral, Achievement::ambassador,
};

// What a customer has done so far.
struct Activity {
  std::int64_t orders = 0;
  std::int64_t discounted_orders = 0;
  std::int64_t referees = 0;
};
BOOST_DESCRIBE_STRUCT(Activity, (), (orders, discounted_orders, referees))

Activity activity_of(db::Tx& tx, std::int64_t user_id);

bool has_earned(Achievement achievement, const Activity& activity);

}  // namespace shop
