// The handlers of the walk through places.
#pragma once

#include <concepts>
#include <cstdint>

#include "bot/places/place_screens.h"
#include "bot/updates/router.h"
#include "shop/stock/catalog.h"
#include "shop/stock/product.h"

namespace bot {

// Steps together with the screens that are the caller's own. The caller adds the route of
// Steps::Chosen.
template <class T>
concept PlaceWalk =
    PlaceSteps<T> && requires(db::Tx& tx, const Request& request,
                              const shop::Slice<shop::Entry>& cities, const Texts& texts) {
      { T::cities(tx, request, cities, Offset{}) } -> std::same_as<Screen>;
      // The unit that a button names was deleted.
      { T::gone(texts) } -> std::same_as<Screen>;
    };

template <PlaceWalk Walk>
Reply show_cities(db::Tx& tx, const Request& request, const typename Walk::Cities& callback) {
  const auto cities = shop::cities(tx, {callback.offset, kPlacesPerPage});
  return show(Walk::cities(tx, request, cities, callback.offset));
}

// Shows `screen_of(unit)` for the unit that a button names, unless it was deleted.
template <PlaceWalk Walk, class ScreenOf>
Reply show_at(db::Tx& tx, const Request& request, std::int64_t product_id, ScreenOf screen_of) {
  const auto unit = shop::find_product(tx, product_id);
  return show(unit ? screen_of(*unit) : Walk::gone(request.texts));
}

template <PlaceWalk Walk>
Reply show_districts(db::Tx& tx, const Request& request, const typename Walk::Districts& callback) {
  return show_at<Walk>(tx, request, callback.product_id, [&](const shop::Product& unit) {
    const shop::Page page{callback.offset, kPlacesPerPage};
    return districts_screen<Walk>(request.texts, unit, shop::districts(tx, unit.city, page),
                                  callback.offset);
  });
}

template <PlaceWalk Walk>
Reply show_categories(db::Tx& tx, const Request& request,
                      const typename Walk::Categories& callback) {
  return show_at<Walk>(tx, request, callback.product_id, [&](const shop::Product& unit) {
    const shop::Page page{callback.offset, kPlacesPerPage};
    return categories_screen<Walk>(
        request.texts, unit, shop::categories(tx, unit.city, unit.district, page), callback.offset);
  });
}

template <PlaceWalk Walk>
Reply show_offers(db::Tx& tx, const Request& request, const typename Walk::Offers& callback) {
  return show_at<Walk>(tx, request, callback.product_id, [&](const shop::Product& unit) {
    const shop::Page page{callback.offset, kOffersPerPage};
    return offers_screen<Walk>(wording_of(request), unit,
                               shop::offers(tx, shop::place_of(unit), page, request.now),
                               callback.offset);
  });
}

// Adds the routes of the four steps.
template <PlaceWalk Walk>
void add_walk_routes(Router& router, Audience audience) {
  using db::Access::read;
  router.on_press<typename Walk::Cities>(audience, read, show_cities<Walk>);
  router.on_press<typename Walk::Districts>(audience, read, show_districts<Walk>);
  router.on_press<typename Walk::Categories>(audience, read, show_categories<Walk>);
  router.on_press<typename Walk::Offers>(audience, read, show_offers<Walk>);
}

}  // namespace bot
