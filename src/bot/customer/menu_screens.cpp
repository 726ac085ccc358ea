#include "bot/customer/menu_screens.h"

#include "bot/customer/callbacks.h"
#include "bot/customer/profile/callbacks.h"
#include "bot/customer/shop/callbacks.h"
#include "bot/customer/wallet/callbacks.h"
#include "bot/view/wording.h"

namespace bot::customer {
namespace {

std::string name_of(const shop::Customer& customer) {
  return person(customer.first_name, customer.username.value_or(""), customer.id);
}

}  // namespace

Screen with_main_menu(const Texts& texts, std::string text) {
  Screen screen{.text = std::move(text)};
  screen.add(button(texts.label("menu.shop"_msg), ShowCities{}));
  screen.add({button(texts.label("menu.wallet"_msg), ShowWallet{}),
              button(texts.label("menu.profile"_msg), ShowProfile{})});
  screen.add({button(texts.label("menu.referrals"_msg), ShowReferrals{}),
              button(texts.label("menu.leaderboard"_msg), ShowLeaderboard{})});
  screen.add({button(texts.label("menu.language"_msg), ShowLanguages{}),
              button(texts.label("menu.support"_msg), ShowSupport{})});
  return screen;
}

Screen menu_screen(const Texts& texts, const shop::Customer& customer) {
  return with_main_menu(texts, texts.text("menu.title"_msg, {{"name", name_of(customer)}}));
}

Screen welcome_screen(const Texts& texts, const shop::Customer& customer,
                      const std::optional<shop::Customer>& referrer) {
  const std::string name = name_of(customer);
  return with_main_menu(texts, referrer
                                   ? texts.text("welcome.referred"_msg,
                                                {{"name", name}, {"referrer", name_of(*referrer)}})
                                   : texts.text("welcome.new"_msg, {{"name", name}}));
}

Screen help_screen(const Texts& texts) {
  return with_menu_button(texts, texts.text("help.text"_msg));
}

Screen with_menu_button(const Texts& texts, std::string text) {
  Screen screen{.text = std::move(text)};
  return screen.add(menu_button(texts));
}

Button menu_button(const Texts& texts) {
  return button(texts.label("button.menu"_msg), ShowMenu{});
}

}  // namespace bot::customer
