// Callbacks of the buttons about customers.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <string_view>

#include "bot/view/callback.h"

namespace bot::admin {

// The card of a customer.
struct ShowUser {
  static constexpr std::string_view tag = "user";
  std::int64_t user_id = 0;
};
BOOST_DESCRIBE_STRUCT(ShowUser, (), (user_id))

}  // namespace bot::admin
