#include "bot/admin/callbacks.h"
#include "bot/admin/panel_screens.h"
#include "bot/admin/routes.h"
#include "shop/sales/sale_news.h"

namespace bot::admin {
namespace {

Reply show_panel(db::Tx& tx, const Request& request, const ShowPanel& /*callback*/) {
  return show(
      panel_screen(request.texts, request.navigation,
                   buttons_with_counts(tx, request.texts, request.navigation.panel, request.role),
                   request.settings.deposits, shop::hears_of_sales(tx, request.sender.id)));
}

Reply hear_of_sales(db::Tx& tx, const Request& request, const HearOfSales& callback) {
  shop::set_hears_of_sales(tx, request.sender.id, callback.hears);
  return show_panel(tx, request, ShowPanel{});
}

}  // namespace

void add_panel_routes(Router& router) {
  router.on_command<ShowPanel>(
      {.name = "admin", .audience = shop::Act::see_panel, .description = "command.admin"_msg},
      db::Access::read, show_panel);
  router.on_press<ShowPanel>(shop::Act::see_panel, db::Access::read, show_panel);
  router.on_press<HearOfSales>(shop::Act::set_alerts, db::Access::write, hear_of_sales);
  router.add_to_menu("button.admin"_msg, ShowPanel{}, shop::Act::see_panel);
}

}  // namespace bot::admin
