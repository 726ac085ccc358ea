// The owner's way to a discount: city, district, category, product, percentage, new price.
#pragma once

#include <string_view>

#include "bot/view/screen.h"
#include "bot/view/wording.h"
#include "shop/stock/catalog.h"
#include "shop/stock/discount.h"

namespace bot::admin {

inline constexpr int kPlacesPerPage = 10;
inline constexpr int kOffersPerPage = 8;

Screen discount_cities_screen(const Texts& texts, const shop::Slice<shop::Entry>& cities,
                              int offset);
// `from` is a unit of the city, by which the buttons name it; likewise below.
Screen discount_districts_screen(const Texts& texts, const shop::Product& from,
                                 const shop::Slice<shop::Entry>& districts, int offset);
Screen discount_categories_screen(const Texts& texts, const shop::Product& from,
                                  const shop::Slice<shop::Entry>& categories, int offset);
Screen discount_offers_screen(const Wording& wording, const shop::Product& from,
                              const shop::Slice<shop::Offer>& offers, int offset);

// Asks for the percentage, with the usual ones as buttons.
Screen ask_discount_screen(const Wording& wording, const shop::Product& product);

// What was typed is no percentage; the question stays open.
Screen bad_percent_screen(const Texts& texts, std::string_view typed);

Screen discount_set_screen(const Wording& wording, const shop::DiscountSet& done);

// The offer was sold out, or the owner deleted it, in the meantime.
Screen discount_refused_screen(const Texts& texts, shop::DiscountRefusal refusal);

}  // namespace bot::admin
