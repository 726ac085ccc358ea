// The walk through the catalogue: city, district, category, offers, product card.
#pragma once

#include "bot/customer/shop/callbacks.h"
#include "bot/places/place_screens.h"
#include "bot/view/screen.h"
#include "bot/view/wording.h"
#include "shop/stock/catalog.h"

namespace bot::customer {

// The customers' walk to a product.
struct ShopSteps {
  using Cities = ShowCities;
  using Districts = ShowDistricts;
  using Categories = ShowCategories;
  using Offers = ShowOffers;
  using Chosen = ShowProduct;
  static constexpr PlaceWords words{.no_cities = "shop.empty"_msg,
                                    .nothing_here = "shop.nothing_here"_msg,
                                    .pick_city = "shop.pick_city"_msg,
                                    .pick_district = "shop.pick_district"_msg,
                                    .pick_category = "shop.pick_category"_msg,
                                    .pick_offer = "shop.pick_offer"_msg};
  static Button way_out(const Texts& texts);
};

// Below the first list: the menu, and above it the customer's reservations when there are any.
void add_shop_way_out(const Texts& texts, Screen& screen, std::size_t reservations);

// With `Buy` unless every unit is sold. Of an offer with a picture, short enough for a caption.
Screen product_screen(const Wording& wording, const shop::Card& card);

// The owner deleted what the button named.
Screen product_gone_screen(const Texts& texts);

}  // namespace bot::customer
