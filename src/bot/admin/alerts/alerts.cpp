#include "bot/admin/alerts/alert_screens.h"
#include "bot/admin/alerts/callbacks.h"
#include "bot/admin/routes.h"

namespace bot::admin {
namespace {

// REQUIRES: the sender is staff, as whoever gets to these routes.
Reply show_alerts(db::Tx& tx, const Request& request, const ShowAlerts& /*callback*/) {
  return show(alerts_screen(request.texts, request.role.value_or(shop::Role::support),
                            shop::muted_topics(tx, request.sender.id)));
}

Reply switch_alert(db::Tx& tx, const Request& request, const SwitchAlert& callback) {
  if (request.may(shop::needed_for(callback.topic))) {
    shop::set_hears(tx, request.sender.id, callback.topic, callback.hears);
  }
  return show_alerts(tx, request, ShowAlerts{});
}

}  // namespace

void add_alert_routes(Router& router) {
  router.add_to_panel("admin.alerts"_msg, ShowAlerts{}, shop::Act::set_alerts);
  router.on_press<ShowAlerts>(shop::Act::set_alerts, db::Access::read, show_alerts);
  router.on_press<SwitchAlert>(shop::Act::set_alerts, db::Access::write, switch_alert);
}

}  // namespace bot::admin
