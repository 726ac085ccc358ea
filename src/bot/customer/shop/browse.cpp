#include "bot/customer/routes.h"
#include "bot/customer/shop/shop_screens.h"
#include "bot/places/place_walk.h"
#include "bot/updates/offer_picture.h"
#include "bot/view/wording.h"
#include "shop/sales/reservation.h"
#include "shop/stock/catalog.h"

namespace bot::customer {
namespace {

struct ShopWalk : ShopSteps {
  static void add_way_out(db::Tx& tx, const Request& request, Screen& screen) {
    const auto reservations = shop::reservations_of(tx, request.customer.id, request.now);
    add_shop_way_out(request.texts, screen, reservations.size());
  }
  static Screen gone(const Texts& texts) { return product_gone_screen(texts); }
};

Reply show_product(db::Tx& tx, const Request& request, const ShowProduct& callback) {
  const auto card = shop::find_card(tx, callback.product_id, request.now);
  if (!card) {
    return show(product_gone_screen(request.texts));
  }
  auto reply = show(product_screen(wording_of(request), *card));
  reply.picture_above = offer_picture(tx, request.settings, card->picture_id);
  return reply;
}

}  // namespace

void add_browse_routes(Router& router) {
  router.on_command<ShowCities>(
      {.name = "shop", .description = "command.shop"_msg, .help = "help.shop"_msg},
      db::Access::read, show_cities<ShopWalk>);
  router.add_to_menu("menu.shop"_msg, ShowCities{});
  add_walk_routes<ShopWalk>(router, Audience::customers);
  router.on_press<ShowProduct>(Audience::customers, db::Access::read, show_product);
}

}  // namespace bot::customer
