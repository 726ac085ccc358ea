// Welcome, main menu, and the buttons that lead back to it.
#pragma once

#include <optional>
#include <string>

#include "bot/view/screen.h"
#include "bot/view/translations.h"
#include "shop/customers/customer.h"

namespace bot::customer {

// The seven ways of the main menu below `text` (HTML).
Screen with_main_menu(const Texts& texts, std::string text);

Screen menu_screen(const Texts& texts, const shop::Customer& customer);

// For a new customer; names the one whose link he followed.
Screen welcome_screen(const Texts& texts, const shop::Customer& customer,
                      const std::optional<shop::Customer>& referrer);

Screen help_screen(const Texts& texts);

// `text` (HTML) with nothing but the way to the menu.
Screen with_menu_button(const Texts& texts, std::string text);

Button menu_button(const Texts& texts);

}  // namespace bot::customer
