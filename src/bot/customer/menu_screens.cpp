#include "bot/customer/menu_screens.h"

#include <utility>
#include <vector>

#include "bot/customer/callbacks.h"
#include "bot/view/wording.h"

namespace bot::customer {
namespace {

std::string name_of(const shop::Customer& customer) {
  return person(customer.first_name, customer.username.value_or(""), customer.id);
}

}  // namespace

Screen with_main_menu(const Texts& texts, const Navigation& navigation, std::string text,
                      std::optional<shop::Role> role) {
  Screen screen{.text = std::move(text)};
  std::vector<Button> below;
  for (Button& one : buttons_of(texts, navigation.menu, role)) {
    if (screen.rows.empty()) {
      screen.add(styled(std::move(one), ButtonStyle::primary));
    } else {
      below.push_back(std::move(one));
    }
  }
  return add_grid(screen, std::move(below), 2);
}

std::string shop_heading(const Texts& texts, const ShopSettings& settings) {
  std::string heading;
  if (!settings.shop_name.empty()) {
    heading += texts.text("menu.shop_name"_msg, {{"shop", settings.shop_name}}) + "\n\n";
  }
  const auto greeting = settings.greetings.find(texts.language());
  if (greeting != settings.greetings.end()) {
    heading += texts.text("menu.greeting"_msg, {{"greeting", greeting->second}}) + "\n\n";
  }
  return heading;
}

Screen menu_screen(const Texts& texts, const Navigation& navigation, const shop::Customer& customer,
                   std::optional<shop::Role> role) {
  return with_main_menu(texts, navigation,
                        texts.text("menu.title"_msg, {{"name", name_of(customer)}}), role);
}

Screen welcome_screen(const Texts& texts, const Navigation& navigation,
                      const shop::Customer& customer, const std::optional<shop::Customer>& referrer,
                      std::optional<shop::Role> role) {
  const std::string name = name_of(customer);
  return with_main_menu(texts, navigation,
                        referrer ? texts.text("welcome.referred"_msg,
                                              {{"name", name}, {"referrer", name_of(*referrer)}})
                                 : texts.text("welcome.new"_msg, {{"name", name}}),
                        role);
}

Screen help_screen(const Texts& texts, const Navigation& navigation,
                   std::optional<shop::Role> role) {
  Html lines;
  for (const Command& command : navigation.commands) {
    if (command.help && command.audience.includes(role)) {
      lines.text += lines.text.empty() ? "" : "\n";
      lines.text += texts.text(
          "help.line"_msg, {{"command", command.name}, {"meaning", texts.label(*command.help)}});
    }
  }
  return with_menu_button(texts, texts.text("help.text"_msg, {{"commands", std::move(lines)}}));
}

Screen with_menu_button(const Texts& texts, std::string text) {
  Screen screen{.text = std::move(text)};
  return screen.add(menu_button(texts));
}

Button menu_button(const Texts& texts) {
  return button(texts.label("button.menu"_msg), ShowMenu{});
}

}  // namespace bot::customer
