// Welcome, main menu, and the buttons that lead back to it.
#pragma once

#include <optional>
#include <string>

#include "bot/updates/navigation.h"
#include "bot/view/screen.h"
#include "bot/view/shop_settings.h"
#include "bot/view/translations.h"
#include "shop/customers/customer.h"

namespace bot::customer {

// The main menu below `text` (HTML): its first button in a row of its own, two in each row below.
// Owners have the way to their panel too.
Screen with_main_menu(const Texts& texts, const Navigation& navigation, std::string text,
                      std::optional<shop::Role> role = {});

// The shop's name and its greeting in that language, to stand above a text; "" without both. HTML.
std::string shop_heading(const Texts& texts, const ShopSettings& settings);

Screen menu_screen(const Texts& texts, const Navigation& navigation, const shop::Customer& customer,
                   std::optional<shop::Role> role = {});

// For a new customer; names the referrer.
Screen welcome_screen(const Texts& texts, const Navigation& navigation,
                      const shop::Customer& customer, const std::optional<shop::Customer>& referrer,
                      std::optional<shop::Role> role = {});

// Explains how to buy, and lists the commands.
Screen help_screen(const Texts& texts, const Navigation& navigation,
                   std::optional<shop::Role> role);

// `text` (HTML) with one button, which leads to the menu.
Screen with_menu_button(const Texts& texts, std::string text);

Button menu_button(const Texts& texts);

}  // namespace bot::customer
