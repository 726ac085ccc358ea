#include "bot/admin/stock/discount_screens.h"

#include <array>
#include <utility>

#include "base/text.h"
#include "bot/admin/callbacks.h"
#include "bot/admin/panel_screens.h"
#include "bot/admin/stock/callbacks.h"
#include "bot/view/offer_list.h"

namespace bot::admin {
namespace {

constexpr std::array kPresets{0, 5, 10, 15, 20, 25, 30, 50};
constexpr std::size_t kMaxTypedUnits = 40;

template <class Callback>
Button back_button(const Texts& texts, const Callback& callback) {
  return button(texts.label("button.back"_msg), callback);
}

Button another_button(const Texts& texts) {
  return button(texts.label("discount.another"_msg), DiscountCities{});
}

// Either the list's title or that nothing is left there.
std::string title(const Texts& texts, bool is_empty, MessageId id, Arguments arguments) {
  return is_empty ? texts.text("discount.nothing_here"_msg) : texts.text(id, arguments);
}

}  // namespace

Screen discount_cities_screen(const Texts& texts, const shop::Slice<shop::Entry>& cities,
                              int offset) {
  const auto id = cities.items.empty() ? "discount.empty"_msg : "discount.pick_city"_msg;
  Screen screen{.text = texts.text(id)};
  add_entries(screen, cities, [](std::int64_t unit) { return DiscountDistricts{unit, 0}; });
  add_page_row(screen, texts, {offset, kPlacesPerPage, cities.has_more},
               [](int at) { return DiscountCities{static_cast<Offset>(at)}; });
  return screen.add(back_button(texts, ShowPanel{}));
}

Screen discount_districts_screen(const Texts& texts, const shop::Product& from,
                                 const shop::Slice<shop::Entry>& districts, int offset) {
  Screen screen{.text = title(texts, districts.items.empty(), "discount.pick_district"_msg,
                              {{"city", short_name(from.city)}})};
  add_entries(screen, districts, [](std::int64_t unit) { return DiscountCategories{unit, 0}; });
  add_page_row(screen, texts, {offset, kPlacesPerPage, districts.has_more},
               [&](int at) { return DiscountDistricts{from.id, static_cast<Offset>(at)}; });
  return screen.add({back_button(texts, DiscountCities{}), panel_button(texts)});
}

Screen discount_categories_screen(const Texts& texts, const shop::Product& from,
                                  const shop::Slice<shop::Entry>& categories, int offset) {
  Screen screen{
      .text = title(texts, categories.items.empty(), "discount.pick_category"_msg,
                    {{"city", short_name(from.city)}, {"district", short_name(from.district)}})};
  add_entries(screen, categories, [](std::int64_t unit) { return DiscountOffers{unit, 0}; });
  add_page_row(screen, texts, {offset, kPlacesPerPage, categories.has_more},
               [&](int at) { return DiscountCategories{from.id, static_cast<Offset>(at)}; });
  return screen.add({back_button(texts, DiscountDistricts{from.id, 0}), panel_button(texts)});
}

Screen discount_offers_screen(const Wording& wording, const shop::Product& from,
                              const shop::Slice<shop::Offer>& offers, int offset) {
  const Texts& texts = wording.texts;
  Screen screen{.text = title(texts, offers.items.empty(), "discount.pick_product"_msg,
                              {{"city", short_name(from.city)},
                               {"district", short_name(from.district)},
                               {"category", short_name(from.category)},
                               {"offers", offer_lines(wording, offers.items)}})};
  add_offers(screen, wording, offers, [](std::int64_t unit) { return AskDiscount{unit}; });
  add_page_row(screen, texts, {offset, kOffersPerPage, offers.has_more},
               [&](int at) { return DiscountOffers{from.id, static_cast<Offset>(at)}; });
  return screen.add({back_button(texts, DiscountCategories{from.id, 0}), panel_button(texts)});
}

Screen ask_discount_screen(const Wording& wording, const shop::Product& product) {
  const Texts& texts = wording.texts;
  Screen screen{
      .text = texts.text("discount.ask_percent"_msg,
                         {{"name", short_name(product.name)},
                          {"place", wording.place(shop::place_of(product))},
                          {"price", wording.price(product.base_price, product.discount_percent)}})};
  std::vector<Button> presets;
  presets.reserve(kPresets.size());
  for (const int percent : kPresets) {
    presets.push_back(button(texts.label("discount.preset"_msg, {{"percent", percent}}),
                             SetDiscount{product.id, *base::Percent::of(percent)}));
  }
  add_grid(screen, std::move(presets), 4);
  return screen.add({back_button(texts, DiscountOffers{product.id, 0}), panel_button(texts)});
}

Screen bad_percent_screen(const Texts& texts, std::string_view typed) {
  return {.text = texts.text("discount.bad_percent"_msg,
                             {{"input", base::shorten(typed, kMaxTypedUnits)}})};
}

Screen discount_set_screen(const Wording& wording, const shop::DiscountSet& done) {
  const Texts& texts = wording.texts;
  const shop::Product& product = done.product;
  Screen screen{
      .text = texts.text("discount.done"_msg,
                         {{"name", short_name(product.name)},
                          {"place", wording.place(shop::place_of(product))},
                          {"price", wording.price(product.base_price, product.discount_percent)},
                          {"updated", texts.plural_label("discount.updated"_msg, done.updated)}})};
  return screen.add({another_button(texts), panel_button(texts)});
}

Screen discount_refused_screen(const Texts& texts, shop::DiscountRefusal refusal) {
  Screen screen;
  switch (refusal) {
    case shop::DiscountRefusal::unknown_product:
      screen.text = texts.text("discount.gone"_msg);
      break;
    case shop::DiscountRefusal::sold:
      screen.text = texts.text("discount.sold_out"_msg);
      break;
  }
  return screen.add({another_button(texts), panel_button(texts)});
}

}  // namespace bot::admin
