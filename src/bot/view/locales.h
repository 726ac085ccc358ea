// The compiled files of locales/ inside the binary.
#pragma once

#include <span>
#include <string_view>

namespace bot {

struct CompiledLocale {
  std::string_view language;  // "pl"
  std::span<const char> mo;   // what msgfmt made of locales/pl.po
};

// One for each locales/*.po, for as long as the program runs.
std::span<const CompiledLocale> compiled_locales();

}  // namespace bot
