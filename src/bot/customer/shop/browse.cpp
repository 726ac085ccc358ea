#include "bot/customer/routes.h"
#include "bot/customer/shop/callbacks.h"
#include "bot/customer/shop/shop_screens.h"
#include "bot/view/wording.h"
#include "shop/sales/reservation.h"
#include "shop/stock/catalog.h"

namespace bot::customer {
namespace {

Reply show_cities(db::Tx& tx, const Request& request, const ShowCities& callback) {
  const auto cities = shop::cities(tx, {callback.offset, kPlacesPerPage});
  const auto reservations = shop::reservations_of(tx, request.customer.id, request.now);
  return show(cities_screen(request.texts, cities, callback.offset, reservations.size()));
}

// Runs `screen_of(unit)` for the unit that a button names, unless the owner deleted it.
template <class ScreenOf>
Reply show_at(db::Tx& tx, const Request& request, std::int64_t product_id, ScreenOf screen_of) {
  const auto unit = shop::find_product(tx, product_id);
  return show(unit ? screen_of(*unit) : product_gone_screen(request.texts));
}

Reply show_districts(db::Tx& tx, const Request& request, const ShowDistricts& callback) {
  return show_at(tx, request, callback.product_id, [&](const shop::Product& unit) {
    const shop::Page page{callback.offset, kPlacesPerPage};
    return districts_screen(request.texts, unit, shop::districts(tx, unit.city, page),
                            callback.offset);
  });
}

Reply show_categories(db::Tx& tx, const Request& request, const ShowCategories& callback) {
  return show_at(tx, request, callback.product_id, [&](const shop::Product& unit) {
    const shop::Page page{callback.offset, kPlacesPerPage};
    return categories_screen(request.texts, unit,
                             shop::categories(tx, unit.city, unit.district, page), callback.offset);
  });
}

Reply show_offers(db::Tx& tx, const Request& request, const ShowOffers& callback) {
  return show_at(tx, request, callback.product_id, [&](const shop::Product& unit) {
    const shop::Page page{callback.offset, kOffersPerPage};
    return offers_screen(wording_of(request), unit,
                         shop::offers(tx, shop::place_of(unit), page, request.now),
                         callback.offset);
  });
}

Reply show_product(db::Tx& tx, const Request& request, const ShowProduct& callback) {
  const auto card = shop::find_card(tx, callback.product_id, request.now);
  return show(card ? product_screen(wording_of(request), *card)
                   : product_gone_screen(request.texts));
}

}  // namespace

void add_browse_routes(Router& router) {
  router.on_command(
      "shop", Audience::customers, db::Access::read,
      [](db::Tx& tx, const Request& request) { return show_cities(tx, request, ShowCities{}); });
  router.on_press<ShowCities>(Audience::customers, db::Access::read, show_cities);
  router.on_press<ShowDistricts>(Audience::customers, db::Access::read, show_districts);
  router.on_press<ShowCategories>(Audience::customers, db::Access::read, show_categories);
  router.on_press<ShowOffers>(Audience::customers, db::Access::read, show_offers);
  router.on_press<ShowProduct>(Audience::customers, db::Access::read, show_product);
}

}  // namespace bot::customer
