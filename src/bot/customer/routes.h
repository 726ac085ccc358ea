// The customers' routes, one function for each part; all are called once at start. Each adds its
// commands and its buttons of the main menu, which are shown in the order of add_routes.
#pragma once

#include "bot/updates/router.h"

namespace bot::customer {

// /start and the main menu.
void add_menu_routes(Router& router);
// /shop and the walk to a product card.
void add_browse_routes(Router& router);
// Buy, terms, reservations, Confirm Purchase.
void add_checkout_routes(Router& router);
// Paying what is missing for a reservation.
void add_pay_and_buy_routes(Router& router);
// /wallet, deposits, history.
void add_wallet_routes(Router& router);
// Addresses for Bitcoin and Litecoin.
void add_coin_deposit_routes(Router& router);
// BLIK and bank transfer, and the customer's deposits of every kind.
void add_manual_deposit_routes(Router& router);
// Payments in Telegram Stars, and /paysupport.
void add_star_deposit_routes(Router& router);
// /profile and past orders.
void add_profile_routes(Router& router);
// /referrals and /leaderboard.
void add_referral_routes(Router& router);
// /language.
void add_settings_routes(Router& router);
// /support, tickets, and `Problem with this order`.
void add_support_routes(Router& router);
// /help, /cancel, and the answers to unknown messages and stale buttons.
void add_help_routes(Router& router);

// All of the above.
void add_routes(Router& router);

}  // namespace bot::customer
