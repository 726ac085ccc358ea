// Callbacks of the menu, the languages and the support page. Every value that decodes is safe to
// look up; the handler checks whether the sender may do it.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <string_view>

namespace bot::customer {

struct ShowMenu {
  static constexpr std::string_view tag = "menu";
};
BOOST_DESCRIBE_STRUCT(ShowMenu, (), ())

struct ShowLanguages {
  static constexpr std::string_view tag = "languages";
};
BOOST_DESCRIBE_STRUCT(ShowLanguages, (), ())

// The language's two letters as a number (language_screens.h).
struct PickLanguage {
  static constexpr std::string_view tag = "language";
  std::uint16_t letters = 0;
};
BOOST_DESCRIBE_STRUCT(PickLanguage, (), (letters))

struct ShowSupport {
  static constexpr std::string_view tag = "support";
};
BOOST_DESCRIBE_STRUCT(ShowSupport, (), ())

}  // namespace bot::customer
