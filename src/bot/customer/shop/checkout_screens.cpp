#include "bot/customer/shop/checkout_screens.h"

#include "base/text.h"
#include "bot/customer/callbacks.h"
#include "bot/customer/menu_screens.h"
#include "bot/customer/shop/callbacks.h"
#include "bot/customer/shop/shop_screens.h"
#include "bot/customer/wallet/callbacks.h"
#include "bot/view/customer_wording.h"

namespace bot::customer {
namespace {

Html price_html(const Wording& wording, const shop::Product& product) {
  return wording.price(product.base_price, product.discount_percent);
}

Button other_products_button(const Texts& texts, std::int64_t product_id) {
  return button(texts.label("button.other_products"_msg), ShowOffers{product_id, 0});
}

Button confirm_button(const Texts& texts, const shop::Product& product) {
  return styled(button(texts.label("checkout.confirm"_msg),
                       ConfirmPurchase{product.id, shop::price_of(product)}),
                ButtonStyle::success);
}

Button cancel_button(const Texts& texts, std::int64_t product_id) {
  return styled(button(texts.label("button.cancel"_msg), CancelReservation{product_id}),
                ButtonStyle::danger);
}

Screen to_other_products(const Texts& texts, std::string text, std::int64_t product_id) {
  Screen screen{.text = std::move(text)};
  return screen.add({other_products_button(texts, product_id), menu_button(texts)});
}

Screen held_by_other_screen(const Texts& texts, std::int64_t product_id) {
  Screen screen{.text = texts.text("refusal.held_by_other"_msg)};
  screen.add(
      styled(button(texts.label("button.try_again"_msg), Buy{product_id}), ButtonStyle::primary));
  return screen.add({other_products_button(texts, product_id), menu_button(texts)});
}

Screen too_many_screen(const Texts& texts) {
  Screen screen{.text = texts.plural_text("refusal.too_many"_msg, shop::kMaxReservations)};
  return screen.add(
      {button(texts.label("button.reservations"_msg), ShowReservations{}), menu_button(texts)});
}

Screen too_often_screen(const Texts& texts) {
  Screen screen{.text = texts.text("refusal.too_often"_msg)};
  return screen.add({button(texts.label("button.deposit"_msg), ShowDeposit{}), menu_button(texts)});
}

// Enough is on its way: nothing is asked for a second time.
Screen on_the_way_screen(const Wording& wording, const shop::Shortfall& shortfall) {
  const Texts& texts = wording.texts;
  const shop::Product& product = shortfall.reservation.product;
  Screen screen{.text =
                    texts.text("checkout.on_the_way"_msg,
                               {{"name", short_name(product.name)},
                                {"price", price_html(wording, product)},
                                {"balance", wording.money(shortfall.balance)},
                                {"until", wording.date(shortfall.reservation.reserved_until)}})};
  screen.add(button(texts.label("deposits.button"_msg), ShowDeposits{}));
  return screen.add({cancel_button(texts, product.id), menu_button(texts)});
}

Screen money_missing_screen(const Wording& wording, const shop::Shortfall& shortfall,
                            base::Money min, base::Timestamp now) {
  const Texts& texts = wording.texts;
  const auto& reservation = shortfall.reservation;
  const shop::Product& product = reservation.product;
  Screen screen{
      .text = texts.text("checkout.missing"_msg,
                         {{"name", short_name(product.name)},
                          {"missing", wording.money(shortfall.missing)},
                          {"price", price_html(wording, product)},
                          {"balance", wording.money(shortfall.balance)},
                          {"time_left", wording.time_left(reservation.reserved_until, now)}})};
  const auto amount = wording.money(shop::amount_to_pay(shortfall, min));
  screen.add(styled(button(texts.label("checkout.pay_and_buy"_msg, {{"amount", amount}}),
                           PayAndBuy{product.id, shortfall.price}),
                    ButtonStyle::success));
  screen.add(
      {button(texts.label("button.deposit"_msg), ShowDeposit{}), cancel_button(texts, product.id)});
  return screen.add(menu_button(texts));
}

}  // namespace

Screen terms_screen(const Texts& texts, const ShopSettings& settings, std::int64_t product_id) {
  Screen screen;
  screen.text = settings.terms_text.empty()
                    ? texts.text("terms.link"_msg)
                    : texts.text("terms.text"_msg,
                                 {{"terms", base::shorten(settings.terms_text, kMaxTermsUnits)}});
  if (!settings.terms_url.empty()) {
    screen.add(link_button(texts.label("terms.read"_msg), settings.terms_url));
  }
  return screen.add({styled(button(texts.label("terms.accept"_msg), AcceptTerms{product_id}),
                            ButtonStyle::success),
                     button(texts.label("button.cancel"_msg), ShowProduct{product_id})});
}

Screen reservation_screen(const Wording& wording, const shop::Shortfall& shortfall, base::Money min,
                          base::Timestamp now) {
  if (shortfall.is_on_the_way) {
    return on_the_way_screen(wording, shortfall);
  }
  if (!shortfall.missing.is_zero()) {
    return money_missing_screen(wording, shortfall, min, now);
  }
  const Texts& texts = wording.texts;
  const auto& reservation = shortfall.reservation;
  const shop::Product& product = reservation.product;
  Screen screen{.text =
                    texts.text("checkout.reserved"_msg,
                               {{"name", short_name(product.name)},
                                {"place", wording.place(shop::place_of(product))},
                                {"price", price_html(wording, product)},
                                {"time_left", wording.time_left(reservation.reserved_until, now)},
                                {"balance", wording.money(shortfall.balance)}})};
  screen.add({confirm_button(texts, product), cancel_button(texts, product.id)});
  return screen.add(menu_button(texts));
}

Screen price_changed_screen(const Wording& wording, const shop::Reservation& reservation,
                            base::Timestamp now) {
  const Texts& texts = wording.texts;
  const shop::Product& product = reservation.product;
  Screen screen{
      .text = texts.text("checkout.price_changed"_msg,
                         {{"name", short_name(product.name)},
                          {"price", price_html(wording, product)},
                          {"time_left", wording.time_left(reservation.reserved_until, now)}})};
  return screen.add({confirm_button(texts, product), cancel_button(texts, product.id)});
}

Screen reservation_ended_screen(const Texts& texts, std::int64_t product_id) {
  Screen screen{.text = texts.text("checkout.reservation_ended"_msg)};
  screen.add(styled(button(texts.label("product.buy"_msg), Buy{product_id}), ButtonStyle::primary));
  return screen.add({other_products_button(texts, product_id), menu_button(texts)});
}

Screen reserve_refused_screen(const Texts& texts, shop::ReserveRefusal refusal,
                              std::int64_t product_id) {
  switch (refusal) {
    case shop::ReserveRefusal::unknown_product:
      return product_gone_screen(texts);
    case shop::ReserveRefusal::sold:
      return sold_screen(texts, product_id);
    case shop::ReserveRefusal::held_by_other:
      return held_by_other_screen(texts, product_id);
    case shop::ReserveRefusal::too_many:
      return too_many_screen(texts);
    case shop::ReserveRefusal::too_often:
      return too_often_screen(texts);
    case shop::ReserveRefusal::banned:
      return banned_screen(texts);
  }
  std::unreachable();
}

Screen sold_screen(const Texts& texts, std::int64_t product_id) {
  return to_other_products(texts, texts.text("refusal.sold"_msg), product_id);
}

Screen banned_screen(const Texts& texts, std::string_view reason) {
  Screen screen{.text = banned_text(texts, reason)};
  return screen.add({button(texts.label("menu.support"_msg), ShowSupport{}), menu_button(texts)});
}

Screen reservations_screen(const Wording& wording, std::span<const shop::Reservation> reservations,
                           base::Timestamp now) {
  const Texts& texts = wording.texts;
  Screen screen;
  Html lines;
  for (const shop::Reservation& reservation : reservations) {
    const std::string name = short_name(reservation.product.name);
    lines.text += lines.text.empty() ? "" : "\n";
    lines.text += texts.text("reservations.line"_msg,
                             {{"name", name},
                              {"price", price_html(wording, reservation.product)},
                              {"time_left", wording.time_left(reservation.reserved_until, now)}});
    screen.add(button(short_label(name), ShowReservation{reservation.product.id}));
  }
  screen.text = reservations.empty()
                    ? texts.text("reservations.none"_msg)
                    : texts.text("reservations.title"_msg, {{"reservations", std::move(lines)}});
  return screen.add({button(texts.label("menu.shop"_msg), ShowCities{}), menu_button(texts)});
}

}  // namespace bot::customer
