#include "bot/customer/profile/callbacks.h"
#include "bot/customer/profile/referral_screens.h"
#include "bot/customer/routes.h"
#include "bot/view/wording.h"
#include "shop/customers/customer.h"
#include "shop/customers/leaderboard.h"

namespace bot::customer {
namespace {

Reply show_referrals(db::Tx& tx, const Request& request, const ShowReferrals& /*callback*/) {
  const std::int64_t referees = shop::count_referees(tx, request.customer.id);
  return show(referrals_screen(wording_of(request), request.customer, referees,
                               request.settings.bot_username));
}

Reply show_leaderboard(db::Tx& tx, const Request& request, const ShowLeaderboard& /*callback*/) {
  return show(leaderboard_screen(wording_of(request), shop::leaderboard(tx, kLeaders)));
}

}  // namespace

void add_referral_routes(Router& router) {
  router.on_command<ShowReferrals>(
      {.name = "referrals", .description = "command.referrals"_msg, .help = "help.referrals"_msg},
      db::Access::read, show_referrals);
  router.add_to_menu("menu.referrals"_msg, ShowReferrals{});
  router.on_press<ShowReferrals>(Audience::customers, db::Access::read, show_referrals);
  router.on_command<ShowLeaderboard>({.name = "leaderboard",
                                      .description = "command.leaderboard"_msg,
                                      .help = "help.leaderboard"_msg},
                                     db::Access::read, show_leaderboard);
  router.add_to_menu("menu.leaderboard"_msg, ShowLeaderboard{});
  router.on_press<ShowLeaderboard>(Audience::customers, db::Access::read, show_leaderboard);
}

}  // namespace bot::customer
