#include "bot/customer/shop/shop_screens.h"

#include "base/text.h"
#include "bot/customer/menu_screens.h"
#include "bot/customer/shop/callbacks.h"
#include "bot/view/offer_list.h"

namespace bot::customer {
namespace {

template <class Callback>
Button back_button(const Texts& texts, const Callback& callback) {
  return button(texts.label("button.back"_msg), callback);
}

}  // namespace

Screen cities_screen(const Texts& texts, const shop::Slice<shop::Entry>& cities, int offset,
                     std::size_t reservations) {
  const auto id = cities.items.empty() ? "shop.empty"_msg : "shop.pick_city"_msg;
  Screen screen{.text = texts.text(id)};
  add_entries(screen, cities, [](std::int64_t unit) { return ShowDistricts{unit, 0}; });
  add_page_row(screen, texts, {offset, kPlacesPerPage, cities.has_more},
               [](int at) { return ShowCities{static_cast<Offset>(at)}; });
  if (reservations > 0) {
    screen.add(button(texts.label("button.reservations"_msg), ShowReservations{}));
  }
  return screen.add(menu_button(texts));
}

Screen districts_screen(const Texts& texts, const shop::Product& from,
                        const shop::Slice<shop::Entry>& districts, int offset) {
  Screen screen{.text = districts.items.empty() ? texts.text("shop.nothing_here"_msg)
                                                : texts.text("shop.pick_district"_msg,
                                                             {{"city", short_name(from.city)}})};
  add_entries(screen, districts, [](std::int64_t unit) { return ShowCategories{unit, 0}; });
  add_page_row(screen, texts, {offset, kPlacesPerPage, districts.has_more},
               [&](int at) { return ShowDistricts{from.id, static_cast<Offset>(at)}; });
  return screen.add({back_button(texts, ShowCities{}), menu_button(texts)});
}

Screen categories_screen(const Texts& texts, const shop::Product& from,
                         const shop::Slice<shop::Entry>& categories, int offset) {
  Screen screen{.text = categories.items.empty()
                            ? texts.text("shop.nothing_here"_msg)
                            : texts.text("shop.pick_category"_msg,
                                         {{"city", short_name(from.city)},
                                          {"district", short_name(from.district)}})};
  add_entries(screen, categories, [](std::int64_t unit) { return ShowOffers{unit, 0}; });
  add_page_row(screen, texts, {offset, kPlacesPerPage, categories.has_more},
               [&](int at) { return ShowCategories{from.id, static_cast<Offset>(at)}; });
  return screen.add({back_button(texts, ShowDistricts{from.id, 0}), menu_button(texts)});
}

Screen offers_screen(const Wording& wording, const shop::Product& from,
                     const shop::Slice<shop::Offer>& offers, int offset) {
  const Texts& texts = wording.texts;
  Screen screen{.text = offers.items.empty()
                            ? texts.text("shop.nothing_here"_msg)
                            : texts.text("shop.pick_offer"_msg,
                                         {{"city", short_name(from.city)},
                                          {"district", short_name(from.district)},
                                          {"category", short_name(from.category)},
                                          {"offers", offer_lines(wording, offers.items)}})};
  add_offers(screen, wording, offers, [](std::int64_t unit) { return ShowProduct{unit}; });
  add_page_row(screen, texts, {offset, kOffersPerPage, offers.has_more},
               [&](int at) { return ShowOffers{from.id, static_cast<Offset>(at)}; });
  return screen.add({back_button(texts, ShowCategories{from.id, 0}), menu_button(texts)});
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
    screen.add(button(texts.label("product.buy"_msg), Buy{product.id}));
  }
  return screen.add({back_button(texts, ShowOffers{product.id, 0}), menu_button(texts)});
}

Screen product_gone_screen(const Texts& texts) {
  Screen screen{.text = texts.text("shop.gone"_msg)};
  return screen.add({button(texts.label("menu.shop"_msg), ShowCities{}), menu_button(texts)});
}

}  // namespace bot::customer
