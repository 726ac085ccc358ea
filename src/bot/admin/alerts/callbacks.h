// Callbacks of the buttons about alerts.
#pragma once

#include <boost/describe.hpp>
#include <string_view>

#include "shop/customers/alert_topic.h"

namespace bot::admin {

struct ShowAlerts {
  static constexpr std::string_view tag = "alerts";
};
BOOST_DESCRIBE_STRUCT(ShowAlerts, (), ())

// Switches one's own alerts of that topic.
struct SwitchAlert {
  static constexpr std::string_view tag = "alert";
  shop::AlertTopic topic = shop::AlertTopic::sale;
  bool hears = true;
};
BOOST_DESCRIBE_STRUCT(SwitchAlert, (), (topic, hears))

}  // namespace bot::admin
