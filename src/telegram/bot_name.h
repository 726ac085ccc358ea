// What the bot is called.
#pragma once

#include <boost/describe.hpp>
#include <string>
#include <string_view>

namespace telegram {

struct BotName {
  std::string name;

  friend bool operator==(const BotName&, const BotName&) = default;
};
BOOST_DESCRIBE_STRUCT(BotName, (), (name))

// For everybody whose language has no name of its own. Its only field, 1–64 characters, is called
// as the method's own constant, so that it is inherited.
struct SetMyName : BotName {
  static constexpr std::string_view name = "setMyName";
  using Result = bool;
};
BOOST_DESCRIBE_STRUCT(SetMyName, (BotName), ())

}  // namespace telegram
