// The compiled files of locales/api/ inside the binary.
#pragma once

#include <span>
#include <string_view>

namespace web {

struct CompiledCatalogue {
  std::string_view language;  // "pl"
  std::string_view mo;        // what msgfmt made of locales/api/pl.po
};

// One for each locales/api/*.po, for as long as the program runs.
std::span<const CompiledCatalogue> compiled_catalogues();

}  // namespace web
