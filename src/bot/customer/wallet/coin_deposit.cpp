#include "bot/customer/wallet/coin_deposit.h"

#include <utility>

#include "bot/customer/routes.h"
#include "bot/customer/wallet/callbacks.h"
#include "bot/customer/wallet/coin_deposit_screens.h"
#include "bot/customer/wallet/deposit_screens.h"
#include "bot/customer/wallet/standstill.h"
#include "bot/view/wording.h"
#include "shop/deposits/coins/coin_quote.h"
#include "shop/deposits/coins/crypto_address.h"
#include "shop/deposits/coins/exchange_rate.h"

namespace bot::customer {
namespace {

Reply show_address(db::Tx& tx, const Request& request, const ShowCoinAddress& callback) {
  const auto& settings = request.settings.deposits;
  const auto coin = settings.coins.find(callback.coin);
  if (coin == settings.coins.end()) {
    return show(method_off_screen(request.texts));
  }
  if (request.customer.is_banned) {
    return show(banned_from_deposits_screen(request.texts, request.customer.ban_reason));
  }
  const auto address =
      shop::open_address(tx, request.customer.id, callback.coin, coin->second.key, request.now);
  const auto rate = shop::fresh_rate(tx, callback.coin, request.now);
  auto screen = coin_address_screen(wording_of(request), settings, address, rate, request.now);
  add_standstill(screen, tx, request, callback.coin);
  Reply reply = show(std::move(screen));
  reply.pictures.push_back(
      coin_address_picture(request.texts, address, request.settings.bot_username));
  return reply;
}

}  // namespace

Reply ask_for_coins(db::Tx& tx, const Request& request, base::Coin coin, base::Money amount,
                    base::Timestamp until) {
  const auto& settings = request.settings.deposits;
  const auto address =
      shop::open_address(tx, request.customer.id, coin, settings.coins.at(coin).key, request.now);
  const auto rate = shop::fresh_rate(tx, coin, request.now).value();
  const auto quote = shop::quote(tx, address, amount, rate, until);
  auto screen =
      coin_payment_screen(wording_of(request), settings, address, quote, amount, request.now);
  add_standstill(screen, tx, request, coin);
  Reply reply = show(std::move(screen));
  reply.pictures.push_back(coin_payment_picture(request.texts, address, quote.amount_sat,
                                                request.settings.bot_username));
  return reply;
}

void add_coin_deposit_routes(Router& router) {
  router.on_press<ShowCoinAddress>(Audience::customers, db::Access::write, show_address);
}

}  // namespace bot::customer
