// Callbacks of the profile: orders, referrals.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <string_view>

#include "bot/view/callback.h"

namespace bot::customer {

struct ShowProfile {
  static constexpr std::string_view tag = "profile";
};
BOOST_DESCRIBE_STRUCT(ShowProfile, (), ())

struct ShowOrders {
  static constexpr std::string_view tag = "orders";
  Offset offset = 0;
};
BOOST_DESCRIBE_STRUCT(ShowOrders, (), (offset))

struct ShowOrder {
  static constexpr std::string_view tag = "order";
  std::int64_t order_id = 0;
};
BOOST_DESCRIBE_STRUCT(ShowOrder, (), (order_id))

struct SendDeliveryAgain {
  static constexpr std::string_view tag = "again";
  std::int64_t order_id = 0;
};
BOOST_DESCRIBE_STRUCT(SendDeliveryAgain, (), (order_id))

struct ShowReferrals {
  static constexpr std::string_view tag = "referrals";
};
BOOST_DESCRIBE_STRUCT(ShowReferrals, (), ())

struct ShowLeaderboard {
  static constexpr std::string_view tag = "leaderboard";
};
BOOST_DESCRIBE_STRUCT(ShowLeaderboard, (), ())

}  // namespace bot::customer
