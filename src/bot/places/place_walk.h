// The handlers of the walk through places. A step with one choice is skipped, on the way down and
// on the way back.
#pragma once

#include <concepts>
#include <cstdint>
#include <optional>

#include "bot/places/place_screens.h"
#include "bot/updates/router.h"
#include "shop/stock/catalog.h"
#include "shop/stock/product.h"

namespace bot {

// Steps together with what is the caller's own. The caller adds the route of Steps::Chosen.
template <class T>
concept PlaceWalk = PlaceSteps<T> && requires(db::Tx& tx, const Request& request, Screen& screen) {
  // Adds what stands below the first list that is shown, instead of `Back`.
  { T::add_way_out(tx, request, screen) } -> std::same_as<void>;
  // The unit that a button names was deleted.
  { T::gone(request.texts) } -> std::same_as<Screen>;
};

// A walk may offer what is done with the place whose list a screen shows, in rows of its own:
//   static void add_actions(const Request&, const shop::Product& from, PlaceLevel, Screen&);
template <class T>
concept HasPlaceActions =
    requires(const Request& request, const shop::Product& from, PlaceLevel level, Screen& screen) {
      { T::add_actions(request, from, level, screen) } -> std::same_as<void>;
    };

// The same below the list of cities:
//   static void add_top_actions(const Request&, Screen&);
template <class T>
concept HasTopActions = requires(const Request& request, Screen& screen) {
  { T::add_top_actions(request, screen) } -> std::same_as<void>;
};

// Adds the walk's own rows, and `Back` to the nearest list above `from` that has another choice.
// REQUIRES: `from` is a unit of the place whose list, one of `level`, the screen shows.
template <PlaceWalk Walk>
Reply with_way_back(db::Tx& tx, const Request& request, Screen screen, const shop::Product& from,
                    PlaceLevel level) {
  const auto& texts = request.texts;
  if constexpr (HasPlaceActions<Walk>) {
    Walk::add_actions(request, from, level, screen);
  }
  const auto back = [&](auto callback) {
    screen.add({back_button(texts, callback), Walk::way_out(texts)});
    return show(std::move(screen));
  };
  if (level == PlaceLevel::offers &&
      has_other(shop::categories(tx, from.city, from.district, kTwoPlaces), from.category)) {
    return back(typename Walk::Categories{from.id, 0});
  }
  if (level != PlaceLevel::districts &&
      has_other(shop::districts(tx, from.city, kTwoPlaces), from.district)) {
    return back(typename Walk::Districts{from.id, 0});
  }
  if (has_other(shop::cities(tx, kTwoPlaces), from.city)) {
    return back(typename Walk::Cities{});
  }
  Walk::add_way_out(tx, request, screen);
  return show(std::move(screen));
}

template <PlaceWalk Walk>
Reply offers_at(db::Tx& tx, const Request& request, const shop::Product& unit, Offset offset) {
  const shop::Page page{offset, kOffersPerPage};
  return with_way_back<Walk>(
      tx, request,
      offers_screen<Walk>(wording_of(request), unit,
                          shop::offers(tx, shop::place_of(unit), page, request.now), offset),
      unit, PlaceLevel::offers);
}

// Shows `screen_of(unit)` for the unit that a button names, unless it was deleted.
template <PlaceWalk Walk, class ReplyOf>
Reply show_at(db::Tx& tx, const Request& request, std::int64_t product_id, ReplyOf reply_of) {
  const auto unit = shop::find_product(tx, product_id);
  return unit ? reply_of(*unit) : show(Walk::gone(request.texts));
}

template <PlaceWalk Walk>
Reply show_offers(db::Tx& tx, const Request& request, const typename Walk::Offers& callback) {
  return show_at<Walk>(tx, request, callback.product_id, [&](const shop::Product& unit) {
    return offers_at<Walk>(tx, request, unit, callback.offset);
  });
}

template <PlaceWalk Walk>
Reply show_categories(db::Tx& tx, const Request& request,
                      const typename Walk::Categories& callback) {
  return show_at<Walk>(tx, request, callback.product_id, [&](const shop::Product& unit) {
    const shop::Page page{callback.offset, kPlacesPerPage};
    const auto categories = shop::categories(tx, unit.city, unit.district, page);
    if (const auto only = only_choice(categories, callback.offset)) {
      return show_offers<Walk>(tx, request, typename Walk::Offers{*only, 0});
    }
    return with_way_back<Walk>(
        tx, request, categories_screen<Walk>(request.texts, unit, categories, callback.offset),
        unit, PlaceLevel::categories);
  });
}

template <PlaceWalk Walk>
Reply show_districts(db::Tx& tx, const Request& request, const typename Walk::Districts& callback) {
  return show_at<Walk>(tx, request, callback.product_id, [&](const shop::Product& unit) {
    const auto districts = shop::districts(tx, unit.city, {callback.offset, kPlacesPerPage});
    if (const auto only = only_choice(districts, callback.offset)) {
      return show_categories<Walk>(tx, request, typename Walk::Categories{*only, 0});
    }
    return with_way_back<Walk>(
        tx, request, districts_screen<Walk>(request.texts, unit, districts, callback.offset), unit,
        PlaceLevel::districts);
  });
}

template <PlaceWalk Walk>
Reply show_cities(db::Tx& tx, const Request& request, const typename Walk::Cities& callback) {
  const auto cities = shop::cities(tx, {callback.offset, kPlacesPerPage});
  if (const auto only = only_choice(cities, callback.offset)) {
    return show_districts<Walk>(tx, request, typename Walk::Districts{*only, 0});
  }
  auto screen = cities_screen<Walk>(request.texts, cities, callback.offset);
  if constexpr (HasTopActions<Walk>) {
    Walk::add_top_actions(request, screen);
  }
  Walk::add_way_out(tx, request, screen);
  return show(std::move(screen));
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
