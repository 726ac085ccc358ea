#include "bot/customer/routes.h"

namespace bot::customer {

void add_routes(Router& router) {
  add_menu_routes(router);
  add_browse_routes(router);
  add_checkout_routes(router);
  add_pay_and_buy_routes(router);
  add_wallet_routes(router);
  add_coin_deposit_routes(router);
  add_manual_deposit_routes(router);
  add_profile_routes(router);
  add_referral_routes(router);
  add_settings_routes(router);
  add_support_routes(router);
  add_star_deposit_routes(router);
  add_help_routes(router);
}

}  // namespace bot::customer
