// Callbacks of the buttons about the staff.
#pragma once

#include <boost/describe.hpp>
#include <string_view>

namespace bot::admin {

struct ListStaff {
  static constexpr std::string_view tag = "staff";
};
BOOST_DESCRIBE_STRUCT(ListStaff, (), ())

}  // namespace bot::admin
