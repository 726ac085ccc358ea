#include "bot/locales.h"

#include <array>

namespace bot {
namespace {

constexpr char kEnglish[] = {
#embed "en.mo"
};

constexpr char kPolish[] = {
#embed "pl.mo"
};

constexpr std::array kLocales{
    CompiledLocale{.language = "en", .mo = kEnglish},
    CompiledLocale{.language = "pl", .mo = kPolish},
};

}  // namespace

std::span<const CompiledLocale> compiled_locales() { return kLocales; }

}  // namespace bot
