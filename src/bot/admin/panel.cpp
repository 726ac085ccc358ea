#include "bot/admin/callbacks.h"
#include "bot/admin/panel_screens.h"
#include "bot/admin/routes.h"

namespace bot::admin {
namespace {

Reply show_panel(db::Tx& /*tx*/, const Request& request, const ShowPanel& /*callback*/) {
  return show(panel_screen(request.texts));
}

}  // namespace

void add_panel_routes(Router& router) {
  router.on_command(
      "admin", Audience::admins, db::Access::read,
      [](db::Tx& tx, const Request& request) { return show_panel(tx, request, ShowPanel{}); });
  router.on_press<ShowPanel>(Audience::admins, db::Access::read, show_panel);
}

}  // namespace bot::admin
