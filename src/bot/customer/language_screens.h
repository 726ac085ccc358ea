// The choice of a customer's language.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "bot/view/screen.h"
#include "bot/view/translations.h"

namespace bot::customer {

// "pl" as a number for callback data. REQUIRES: `language` has two letters.
std::uint16_t language_number(std::string_view language);
// The inverse of language_number; nothing for a language that is not offered.
std::optional<std::string> offered_language(const Translations& translations, std::uint16_t number);

// The offered languages, each under its own name, the current one ticked.
Screen languages_screen(const Texts& texts, const Translations& translations);

}  // namespace bot::customer
