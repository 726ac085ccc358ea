#include "bot/customer/shop/pay_and_buy_screens.h"

#include <utility>

#include "bot/customer/menu_screens.h"
#include "bot/customer/shop/callbacks.h"
#include "bot/view/deposit_wording.h"

namespace bot::customer {
namespace {

std::vector<Button> ways_back(const Texts& texts, std::int64_t product_id) {
  return {button(texts.label("button.back"_msg), ShowReservation{product_id}), menu_button(texts)};
}

}  // namespace

Screen pick_payment_screen(const Wording& wording, const shop::Shortfall& shortfall,
                           base::Money amount, std::span<const shop::DepositMethod> methods,
                           base::Timestamp now) {
  const Texts& texts = wording.texts;
  const auto& unit = shortfall.reservation.product;
  Screen screen{.text = texts.text(
                    "checkout.pick_method"_msg,
                    {{"name", short_name(unit.name)},
                     {"amount", wording.money(amount)},
                     {"price", wording.money(shortfall.price)},
                     {"time_left", wording.time_left(shortfall.reservation.reserved_until, now)}})};
  if (amount > shortfall.missing) {
    screen.text +=
        "\n\n" + texts.text("checkout.rest_stays"_msg, {{"amount", wording.money(amount)}});
  }
  std::vector<Button> buttons;
  for (const auto method : methods) {
    buttons.push_back(
        button(texts.label(bot::name_of(method)), PayForUnit{unit.id, method, shortfall.price}));
  }
  add_grid(screen, std::move(buttons), 2);
  return screen.add(ways_back(texts, unit.id));
}

Screen no_payment_screen(const Wording& wording, const shop::Shortfall& shortfall,
                         base::Money amount, const Html& contact) {
  Screen screen{.text =
                    wording.texts.text("checkout.no_method"_msg,
                                       {{"amount", wording.money(amount)}, {"contact", contact}})};
  return screen.add(ways_back(wording.texts, shortfall.reservation.product.id));
}

Screen buys_unit(const Texts& texts, Screen screen, const shop::Product& unit) {
  screen.text += "\n\n" + texts.text("checkout.completes"_msg, {{"name", short_name(unit.name)}});
  if (!screen.rows.empty()) {
    screen.rows.pop_back();
  }
  return screen.add(ways_back(texts, unit.id));
}

}  // namespace bot::customer
