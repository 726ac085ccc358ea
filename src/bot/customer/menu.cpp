#include "bot/customer/callbacks.h"
#include "bot/customer/menu_screens.h"
#include "bot/customer/routes.h"

namespace bot::customer {
namespace {

// Below the shop's name and greeting.
Reply show_of_shop(const Request& request, Screen screen) {
  screen.text = shop_heading(request.texts, request.settings) + screen.text;
  return show(std::move(screen));
}

Reply start(db::Tx& tx, const Request& request) {
  Reply reply = show_of_shop(
      request, request.is_new ? welcome_screen(request.texts, request.navigation, request.customer,
                                               request.referrer, request.role)
                              : menu_screen(request.texts, request.navigation, request.customer,
                                            request.role));
  for (const StartScreen& below : request.navigation.start) {
    if (below.audience.includes(request.role)) {
      if (auto screen = below.make(tx, request)) {
        reply.more.push_back(*std::move(screen));
      }
    }
  }
  return reply;
}

Reply show_menu(db::Tx& /*tx*/, const Request& request, const ShowMenu& /*callback*/) {
  return show_of_shop(
      request, menu_screen(request.texts, request.navigation, request.customer, request.role));
}

Reply help(db::Tx& /*tx*/, const Request& request) {
  return show(help_screen(request.texts, request.navigation, request.role));
}

// Only confirms: every command ends the dialog before its handler runs (router.h).
Reply cancel(db::Tx& /*tx*/, const Request& request) {
  const auto id = request.dialog ? "cancel.done"_msg : "cancel.nothing"_msg;
  return show(
      with_main_menu(request.texts, request.navigation, request.texts.text(id), request.role));
}

Reply unknown_message(db::Tx& /*tx*/, const Request& request) {
  return show(with_main_menu(request.texts, request.navigation,
                             request.texts.text("unknown.text"_msg), request.role));
}

Reply stale_press(db::Tx& /*tx*/, const Request& request) {
  return toast(request.texts.label("callback.stale"_msg));
}

}  // namespace

void add_menu_routes(Router& router) {
  router.on_command({.name = "start", .description = "command.start"_msg}, db::Access::read, start);
  router.set_home(ShowMenu{});
  router.on_press<ShowMenu>(Audience::customers, db::Access::read, show_menu);
}

void add_help_routes(Router& router) {
  router.on_command({.name = "help", .description = "command.help"_msg}, db::Access::read, help);
  router.on_command(
      {.name = "cancel", .description = "command.cancel"_msg, .help = "help.cancel"_msg},
      db::Access::write, cancel);
  router.on_unknown_message(db::Access::read, unknown_message);
  router.on_stale_press(db::Access::read, stale_press);
}

}  // namespace bot::customer
