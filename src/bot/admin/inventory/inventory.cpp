#include "bot/admin/callbacks.h"
#include "bot/admin/inventory/inventory_screens.h"
#include "bot/admin/routes.h"
#include "bot/places/place_walk.h"

namespace bot::admin {
namespace {

struct InventoryWalk : InventorySteps {
  static void add_way_out(db::Tx& /*tx*/, const Request& request, Screen& screen) {
    screen.add(back_button(request.texts, ShowPanel{}));
  }
  static Screen gone(const Texts& texts) { return stock_gone_screen(texts); }
  static void add_actions(const Request& request, const shop::Product& from, PlaceLevel level,
                          Screen& screen);
  static void add_top_actions(const Request& request, Screen& screen);
};

AddStep step_at(PlaceLevel level) {
  switch (level) {
    case PlaceLevel::districts:
      return AddStep::district;
    case PlaceLevel::categories:
      return AddStep::category;
    case PlaceLevel::offers:
      return AddStep::name;
  }
  return AddStep::city;
}

// What is not in the walk, since nothing of it is for sale.
std::vector<Button> other_lists(const Texts& texts) {
  return {button(texts.label("stock.sold_out_button"_msg), ListSoldOut{}),
          button(texts.label("stock.withdrawn_button"_msg), ListWithdrawn{})};
}

void InventoryWalk::add_actions(const Request& request, const shop::Product& from, PlaceLevel level,
                                Screen& screen) {
  const Texts& texts = request.texts;
  if (request.may(shop::Act::create_product)) {
    screen.add({button(texts.label("stock.add_here"_msg), BeginAdd{step_at(level), from.id}),
                button(texts.label("stock.add_elsewhere"_msg), BeginAdd{AddStep::city, 0})});
  }
  screen.add(other_lists(texts));
}

void InventoryWalk::add_top_actions(const Request& request, Screen& screen) {
  const Texts& texts = request.texts;
  if (request.may(shop::Act::create_product)) {
    screen.add(styled(button(texts.label("stock.add"_msg), BeginAdd{AddStep::city, 0}),
                      ButtonStyle::primary));
  }
  screen.add(other_lists(texts));
}

Reply show_stock_offer(db::Tx& tx, const Request& request, const ShowStockOffer& callback) {
  const auto card = shop::find_card(tx, callback.product_id, request.now);
  return show(card ? load_stock_offer(tx, request, card->product)
                   : stock_gone_screen(request.texts));
}

Reply list_sold_out(db::Tx& tx, const Request& request, const ListSoldOut& callback) {
  return show(sold_out_screen(request.texts,
                              shop::sold_out_offers(tx, {callback.offset, kSoldOutPerPage}),
                              callback.offset));
}

}  // namespace

void add_inventory_routes(Router& router) {
  using shop::Act;
  router.add_to_panel("admin.inventory"_msg, InventoryCities{}, Act::see_stock);
  add_walk_routes<InventoryWalk>(router, Act::see_stock);
  router.on_press<ShowStockOffer>(Act::see_stock, db::Access::read, show_stock_offer);
  router.on_press<ListSoldOut>(Act::see_stock, db::Access::read, list_sold_out);
}

}  // namespace bot::admin
