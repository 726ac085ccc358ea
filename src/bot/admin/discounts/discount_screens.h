// The owners' screens to set a discount: city, district, category, product, percentage, new price.
#pragma once

#include <string_view>
#include <utility>
#include <vector>

#include "bot/admin/discounts/callbacks.h"
#include "bot/places/place_screens.h"
#include "bot/view/screen.h"
#include "bot/view/wording.h"
#include "shop/stock/catalog.h"
#include "shop/stock/discounts/discount.h"

namespace bot::admin {

struct DiscountSteps {
  using Cities = DiscountCities;
  using Districts = DiscountDistricts;
  using Categories = DiscountCategories;
  using Offers = DiscountOffers;
  using Chosen = AskDiscount;
  static constexpr PlaceWords words{.no_cities = "discount.empty"_msg,
                                    .nothing_here = "discount.nothing_here"_msg,
                                    .pick_city = "discount.pick_city"_msg,
                                    .pick_district = "discount.pick_district"_msg,
                                    .pick_category = "discount.pick_category"_msg,
                                    .pick_offer = "discount.pick_product"_msg};
  static Button way_out(const Texts& texts);
};

// Asks for the percentage, with the usual ones as buttons.
Screen ask_discount_screen(const Wording& wording, const shop::Product& product);

// The usual percentages; `callback_for(percent)` is what a button sends.
template <class CallbackFor>
void add_percents(Screen& screen, const Texts& texts, CallbackFor callback_for) {
  std::vector<Button> presets;
  for (const int percent : {0, 5, 10, 15, 20, 25, 30, 50}) {
    presets.push_back(button(texts.label("discount.preset"_msg, {{"percent", percent}}),
                             callback_for(*base::Percent::of(percent))));
  }
  add_grid(screen, std::move(presets), 4);
}

// The typed text is not a percentage; the dialog goes on.
Screen bad_percent_screen(const Texts& texts, std::string_view typed);

// `before`: what the offer's discount was; a button sets it again.
Screen discount_set_screen(const Wording& wording, const shop::DiscountSet& done,
                           base::Percent before);

// The offer was sold out, or the owner deleted it, in the meantime.
Screen discount_refused_screen(const Texts& texts, shop::DiscountRefusal refusal);

}  // namespace bot::admin
