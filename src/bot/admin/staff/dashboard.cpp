#include "bot/admin/routes.h"
#include "bot/admin/staff/dashboard_screens.h"
#include "shop/access/sign_in_link.h"

namespace bot::admin {
namespace {

// Where the page reads the token: browsers send what follows # to nobody.
constexpr std::string_view kSignInPage = "/sign-in#";

Reply send_link(db::Tx& tx, const Request& request) {
  const auto& dashboard = request.settings.dashboard_url;
  if (dashboard.empty()) {
    return show(no_dashboard_screen(request.texts));
  }
  const auto permit = request.permit<shop::Act::sign_in>().value();
  const auto token = shop::make_sign_in_link(tx, permit, request.random, request.now);
  return show(dashboard_screen(request.texts, dashboard + std::string(kSignInPage) + token));
}

}  // namespace

void add_dashboard_routes(Router& router) {
  router.on_command(
      {.name = "dashboard", .audience = shop::Act::sign_in, .description = "command.dashboard"_msg},
      db::Access::write, send_link);
}

}  // namespace bot::admin
