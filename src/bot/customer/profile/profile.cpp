#include <array>

#include "bot/customer/profile/callbacks.h"
#include "bot/customer/profile/order_screens.h"
#include "bot/customer/profile/profile_screens.h"
#include "bot/customer/routes.h"
#include "bot/view/wording.h"
#include "shop/customers/achievement.h"
#include "shop/sales/order.h"

namespace bot::customer {
namespace {

Reply show_profile(db::Tx& tx, const Request& request, const ShowProfile& /*callback*/) {
  const shop::Activity activity = shop::activity_of(tx, request.customer.id);
  return show(profile_screen(wording_of(request), request.customer, activity));
}

Reply show_orders(db::Tx& tx, const Request& request, const ShowOrders& callback) {
  const auto orders = shop::orders_of(tx, request.customer.id, {callback.offset, kOrdersPerPage});
  return show(orders_screen(wording_of(request), orders, callback.offset));
}

// The same for another customer's order as for one that does not exist.
Reply unknown_order(const Request& request) {
  return toast(request.texts.label("order.unknown"_msg));
}

Reply show_order(db::Tx& tx, const Request& request, const ShowOrder& callback) {
  const std::array ids{callback.order_id};
  const auto found = shop::find_delivered_orders(tx, ids);
  if (found.empty() || found.front().order.user_id != request.customer.id) {
    return unknown_order(request);
  }
  const auto& [order, delivery] = found.front();
  return show(
      order_screen(wording_of(request), order, delivery.text, shop::find_refund(tx, order.id)));
}

Reply send_delivery_again(db::Tx& tx, const Request& request, const SendDeliveryAgain& callback) {
  if (!shop::deliver_again(tx, callback.order_id, request.customer.id, request.now)) {
    return unknown_order(request);
  }
  return toast(request.texts.label("order.sent_again"_msg));
}

}  // namespace

void add_profile_routes(Router& router) {
  router.on_command<ShowProfile>(
      {.name = "profile", .description = "command.profile"_msg, .help = "help.profile"_msg},
      db::Access::read, show_profile);
  router.add_to_menu("menu.profile"_msg, ShowProfile{});
  router.on_press<ShowProfile>(Audience::customers, db::Access::read, show_profile);
  router.on_press<ShowOrders>(Audience::customers, db::Access::read, show_orders);
  router.on_press<ShowOrder>(Audience::customers, db::Access::read, show_order);
  router.on_press<SendDeliveryAgain>(Audience::customers, db::Access::write, send_delivery_again);
}

}  // namespace bot::customer
