#include "bot/admin/callbacks.h"
#include "bot/admin/panel_screens.h"
#include "bot/admin/routes.h"

namespace bot::admin {
namespace {

Reply show_panel(db::Tx& /*tx*/, const Request& request, const ShowPanel& /*callback*/) {
  return show(panel_screen(request.texts, request.navigation));
}

}  // namespace

void add_panel_routes(Router& router) {
  router.on_command<ShowPanel>(
      {.name = "admin", .audience = Audience::admins, .description = "command.admin"_msg},
      db::Access::read, show_panel);
  router.on_press<ShowPanel>(Audience::admins, db::Access::read, show_panel);
}

}  // namespace bot::admin
