// The screens of the walk through places: city, district, category, offers. They are the same for
// customers and owners, but for the callbacks, the words and the exit button.
#pragma once

#include <concepts>
#include <cstdint>
#include <optional>
#include <string>

#include "bot/places/offer_list.h"
#include "bot/view/screen.h"
#include "bot/view/wording.h"
#include "shop/stock/catalog.h"

namespace bot {

inline constexpr int kPlacesPerPage = 10;
inline constexpr int kOffersPerPage = 8;

struct PlaceWords {
  MessageId no_cities;     // nothing is left in the whole shop
  MessageId nothing_here;  // nothing is left at that place
  MessageId pick_city;
  MessageId pick_district;  // {city}
  MessageId pick_category;  // {city}, {district}
  MessageId pick_offer;     // {city}, {district}, {category}
};

// What a walk consists of:
//
//   struct DiscountSteps {
//     using Cities = DiscountCities;          // {offset}
//     using Districts = DiscountDistricts;    // {product_id, offset}: of the city that the unit is
//     using Categories = DiscountCategories;  // in, and so on down (docs/decisions/0002)
//     using Offers = DiscountOffers;
//     using Chosen = AskDiscount;             // {product_id}: the offer that the unit belongs to
//     static constexpr PlaceWords words{...};
//     static Button way_out(const Texts& texts);  // stands beside `Back`
//   };
template <class T>
concept PlaceSteps = CallbackData<typename T::Cities> && CallbackData<typename T::Districts> &&
                     CallbackData<typename T::Categories> && CallbackData<typename T::Offers> &&
                     CallbackData<typename T::Chosen> && requires(const Texts& texts) {
                       { T::words } -> std::convertible_to<PlaceWords>;
                       { T::way_out(texts) } -> std::same_as<Button>;
                     };

// Returns the list's title, or that nothing is left at that place.
std::string place_title(const Texts& texts, const PlaceWords& words, bool is_empty, MessageId title,
                        Arguments arguments);

// Which list of the walk a screen shows, below the cities.
enum class PlaceLevel { districts, categories, offers };

// Enough to see whether there is another choice.
inline constexpr shop::Page kTwoPlaces{0, 2};

// Whether the list offers anything but `name`.
bool has_other(const shop::Slice<shop::Entry>& entries, std::string_view name);

// The unit that names the only place of the whole list; empty: there are none or several.
std::optional<std::int64_t> only_choice(const shop::Slice<shop::Entry>& entries, int offset);

template <CallbackData Callback>
Button back_button(const Texts& texts, const Callback& callback) {
  return button(texts.label("button.back"_msg), callback);
}

// These screens have no way back: the walk adds it.
template <PlaceSteps Steps>
Screen cities_screen(const Texts& texts, const shop::Slice<shop::Entry>& cities, int offset) {
  const auto id = cities.items.empty() ? Steps::words.no_cities : Steps::words.pick_city;
  Screen screen{.text = texts.text(id)};
  add_entries(screen, cities, [](std::int64_t unit) { return typename Steps::Districts{unit, 0}; });
  return add_page_row(screen, texts, {offset, kPlacesPerPage, cities.has_more},
                      [](int at) { return typename Steps::Cities{static_cast<Offset>(at)}; });
}

// `from` is a unit of the city, by which the buttons name it.
template <PlaceSteps Steps>
Screen districts_screen(const Texts& texts, const shop::Product& from,
                        const shop::Slice<shop::Entry>& districts, int offset) {
  Screen screen{.text = place_title(texts, Steps::words, districts.items.empty(),
                                    Steps::words.pick_district, {{"city", short_name(from.city)}})};
  add_entries(screen, districts,
              [](std::int64_t unit) { return typename Steps::Categories{unit, 0}; });
  return add_page_row(screen, texts, {offset, kPlacesPerPage, districts.has_more}, [&](int at) {
    return typename Steps::Districts{from.id, static_cast<Offset>(at)};
  });
}

// `from` is a unit of the district.
template <PlaceSteps Steps>
Screen categories_screen(const Texts& texts, const shop::Product& from,
                         const shop::Slice<shop::Entry>& categories, int offset) {
  Screen screen{.text = place_title(
                    texts, Steps::words, categories.items.empty(), Steps::words.pick_category,
                    {{"city", short_name(from.city)}, {"district", short_name(from.district)}})};
  add_entries(screen, categories,
              [](std::int64_t unit) { return typename Steps::Offers{unit, 0}; });
  return add_page_row(screen, texts, {offset, kPlacesPerPage, categories.has_more}, [&](int at) {
    return typename Steps::Categories{from.id, static_cast<Offset>(at)};
  });
}

// `from` is a unit of the category.
template <PlaceSteps Steps>
Screen offers_screen(const Wording& wording, const shop::Product& from,
                     const shop::Slice<shop::Offer>& offers, int offset) {
  const Texts& texts = wording.texts;
  Screen screen{.text =
                    place_title(texts, Steps::words, offers.items.empty(), Steps::words.pick_offer,
                                {{"city", short_name(from.city)},
                                 {"district", short_name(from.district)},
                                 {"category", short_name(from.category)}})};
  add_offers(screen, wording, offers,
             [](std::int64_t unit) { return typename Steps::Chosen{unit}; });
  return add_page_row(screen, texts, {offset, kOffersPerPage, offers.has_more}, [&](int at) {
    return typename Steps::Offers{from.id, static_cast<Offset>(at)};
  });
}

}  // namespace bot
