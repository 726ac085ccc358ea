#include "bot/customer/shop/shop_screens.h"

#include "base/text.h"
#include "bot/customer/menu_screens.h"

namespace bot::customer {

Button ShopSteps::way_out(const Texts& texts) { return menu_button(texts); }

void add_shop_way_out(const Texts& texts, Screen& screen, std::size_t reservations) {
  if (reservations > 0) {
    screen.add(button(texts.label("button.reservations"_msg), ShowReservations{}));
  }
  screen.add(menu_button(texts));
}

Screen product_screen(const Wording& wording, const shop::Card& card) {
  const Texts& texts = wording.texts;
  const shop::Product& product = card.product;
  const bool is_described = !product.description.empty();
  Screen screen{
      .text = texts.text(is_described ? "product.card_described"_msg : "product.card"_msg,
                         {{"name", short_name(product.name)},
                          {"place", wording.place(shop::place_of(product))},
                          {"description", base::shorten(product.description, kMaxDescriptionUnits)},
                          {"price", wording.price(product.base_price, product.discount_percent)},
                          {"left", product.is_sold ? texts.label("refusal.sold"_msg)
                                                   : wording.left(card.available)}})};
  if (!product.is_sold) {
    screen.add(
        styled(button(texts.label("product.buy"_msg), Buy{product.id}), ButtonStyle::primary));
  }
  return screen.add({back_button(texts, ShowOffers{product.id, 0}), menu_button(texts)});
}

Screen product_gone_screen(const Texts& texts) {
  Screen screen{.text = texts.text("shop.gone"_msg)};
  return screen.add({button(texts.label("menu.shop"_msg), ShowCities{}), menu_button(texts)});
}

}  // namespace bot::customer
