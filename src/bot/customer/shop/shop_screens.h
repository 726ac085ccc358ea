// The way through the catalogue: city, district, category, offers, product card.
#pragma once

#include "bot/view/screen.h"
#include "bot/view/wording.h"
#include "shop/stock/catalog.h"

namespace bot::customer {

inline constexpr int kPlacesPerPage = 10;
inline constexpr int kOffersPerPage = 8;

// `reservations` is how many units the customer holds; a button leads to them when there are any.
Screen cities_screen(const Texts& texts, const shop::Slice<shop::Entry>& cities, int offset,
                     std::size_t reservations);

// `from` is a unit of the city, by which the buttons name it.
Screen districts_screen(const Texts& texts, const shop::Product& from,
                        const shop::Slice<shop::Entry>& districts, int offset);

// `from` is a unit of the district.
Screen categories_screen(const Texts& texts, const shop::Product& from,
                         const shop::Slice<shop::Entry>& categories, int offset);

// `from` is a unit of the category.
Screen offers_screen(const Wording& wording, const shop::Product& from,
                     const shop::Slice<shop::Offer>& offers, int offset);

// With `Buy` unless every unit is sold.
Screen product_screen(const Wording& wording, const shop::Card& card);

// The owner deleted what the button named.
Screen product_gone_screen(const Texts& texts);

}  // namespace bot::customer
