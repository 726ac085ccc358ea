#include "bot/customer/shop/shop_screens.h"

#include <algorithm>
#include <string>
#include <string_view>

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

namespace {

std::string card_text(const Wording& wording, const shop::Card& card,
                      std::string_view description) {
  const Texts& texts = wording.texts;
  const shop::Product& product = card.product;
  return texts.text(
      description.empty() ? "product.card"_msg : "product.card_described"_msg,
      {{"name", short_name(product.name)},
       {"place", wording.place(shop::place_of(product))},
       {"description", std::string(description)},
       {"price", wording.price(product.base_price, product.discount_percent)},
       {"left", product.is_sold ? texts.label("refusal.sold"_msg) : wording.left(card.available)}});
}

// What is left of a caption for the description. The rest is at most 500 units without its markup;
// with it, it may seem longer.
std::size_t description_units(const std::string& rest) {
  constexpr std::size_t kAtLeast = 450;
  constexpr std::size_t kLineEnds = 4;
  const auto taken = base::utf16_length(rest) + kLineEnds;
  return std::max(kAtLeast, kMaxCaptionUnits - std::min(taken, kMaxCaptionUnits));
}

}  // namespace

Screen product_screen(const Wording& wording, const shop::Card& card) {
  const Texts& texts = wording.texts;
  const shop::Product& product = card.product;
  const auto limit =
      card.picture_id ? description_units(card_text(wording, card, "")) : kMaxDescriptionUnits;
  Screen screen{.text = card_text(wording, card, base::shorten(product.description, limit))};
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
