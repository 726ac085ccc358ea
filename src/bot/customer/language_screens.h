// Which language the bot speaks to a customer.
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
// And back; nothing for a language that is not offered (any more) or never was one.
std::optional<std::string> offered_language(const Translations& translations, std::uint16_t number);

// The offered languages, each under its own name, the present one ticked.
Screen languages_screen(const Texts& texts, const Translations& translations);

}  // namespace bot::customer
