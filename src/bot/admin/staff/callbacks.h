// Callbacks of the buttons about the staff.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <string_view>

namespace bot::admin {

struct ListStaff {
  static constexpr std::string_view tag = "staff";
};
BOOST_DESCRIBE_STRUCT(ListStaff, (), ())

// The API keys of programs.
struct ListKeys {
  static constexpr std::string_view tag = "keys";
};
BOOST_DESCRIBE_STRUCT(ListKeys, (), ())

struct AskRevokeKey {
  static constexpr std::string_view tag = "key";
  std::int64_t id = 0;
};
BOOST_DESCRIBE_STRUCT(AskRevokeKey, (), (id))

struct RevokeKey {
  static constexpr std::string_view tag = "key_revoke";
  std::int64_t id = 0;
};
BOOST_DESCRIBE_STRUCT(RevokeKey, (), (id))

}  // namespace bot::admin
