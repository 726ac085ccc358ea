#include "bot/customer/language_screens.h"

#include "base/check.h"
#include "bot/customer/callbacks.h"
#include "bot/customer/menu_screens.h"

namespace bot::customer {

std::uint16_t language_number(std::string_view language) {
  base::check(language.size() == 2, "a language is two letters");
  const auto first = static_cast<unsigned char>(language[0]);
  const auto second = static_cast<unsigned char>(language[1]);
  return static_cast<std::uint16_t>(first * 256 + second);
}

std::optional<std::string> offered_language(const Translations& translations,
                                            std::uint16_t number) {
  for (const Texts& offered : translations.all()) {
    if (language_number(offered.language()) == number) {
      return offered.language();
    }
  }
  return std::nullopt;
}

Screen languages_screen(const Texts& texts, const Translations& translations) {
  Screen screen{.text = texts.text("language.pick"_msg)};
  for (const Texts& offered : translations.all()) {
    const bool is_present = offered.language() == texts.language();
    const auto id = is_present ? "language.present"_msg : "language.name"_msg;
    screen.add(button(offered.label(id), PickLanguage{language_number(offered.language())}));
  }
  return screen.add(menu_button(texts));
}

}  // namespace bot::customer
