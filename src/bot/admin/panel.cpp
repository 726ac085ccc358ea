#include "bot/admin/callbacks.h"
#include "bot/admin/panel_screens.h"
#include "bot/admin/routes.h"
#include "bot/admin/settings/first_steps.h"

namespace bot::admin {
namespace {

Reply show_panel(db::Tx& tx, const Request& request, const ShowPanel& /*callback*/) {
  return show(
      panel_screen(request.texts, request.navigation,
                   buttons_with_counts(tx, request.texts, request.navigation.panel, request.role),
                   request.settings.deposits, first_steps_button(tx, request)));
}

}  // namespace

void add_panel_routes(Router& router) {
  router.on_command<ShowPanel>(
      {.name = "admin", .audience = shop::Act::see_panel, .description = "command.admin"_msg},
      db::Access::read, show_panel);
  router.on_press<ShowPanel>(shop::Act::see_panel, db::Access::read, show_panel);
  router.add_to_menu("button.admin"_msg, ShowPanel{}, shop::Act::see_panel);
}

}  // namespace bot::admin
