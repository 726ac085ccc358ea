// Callbacks of the buttons that lead to the owners' panel. The routes of all owners' buttons exist
// for owners only.
#pragma once

#include <boost/describe.hpp>
#include <string_view>

namespace bot::admin {

struct ShowPanel {
  static constexpr std::string_view tag = "admin";
};
BOOST_DESCRIBE_STRUCT(ShowPanel, (), ())

}  // namespace bot::admin
