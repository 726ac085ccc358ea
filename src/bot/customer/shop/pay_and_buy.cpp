#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "bot/customer/contact.h"
#include "bot/customer/routes.h"
#include "bot/customer/shop/callbacks.h"
#include "bot/customer/shop/checkout_screens.h"
#include "bot/customer/shop/pay_and_buy_screens.h"
#include "bot/customer/wallet/coin_deposit.h"
#include "bot/customer/wallet/deposit_screens.h"
#include "bot/customer/wallet/manual_deposit.h"
#include "bot/customer/wallet/star_deposit.h"
#include "shop/checkout/checkout.h"
#include "shop/deposits/coins/exchange_rate.h"
#include "shop/deposits/star_deposit.h"

namespace bot::customer {
namespace {

bool can_pay(db::Tx& tx, const Request& request, shop::DepositMethod method, base::Money amount) {
  const auto& settings = request.settings.deposits;
  if (!is_on(settings, method)) {
    return false;
  }
  switch (shop::family_of(method)) {
    case shop::DepositFamily::chain:
      return shop::fresh_rate(tx, shop::coin_of(method).value(), request.now).has_value();
    case shop::DepositFamily::manual:
      return amount <= settings.max;
    case shop::DepositFamily::stars:
      return amount <= shop::most_for_stars(settings.stars_per_unit.value());
  }
  std::unreachable();
}

std::vector<shop::DepositMethod> methods_for(db::Tx& tx, const Request& request,
                                             base::Money amount) {
  std::vector<shop::DepositMethod> methods;
  for (const auto& row : shop::deposit_methods()) {
    if (can_pay(tx, request, row.method, amount)) {
      methods.push_back(row.method);
    }
  }
  return methods;
}

// The request that was begun for the checkout, if it still fits.
std::optional<shop::Deposit> begun_request(db::Tx& tx, const Request& request,
                                           std::int64_t product_id, shop::DepositMethod method,
                                           base::Money amount) {
  const auto checkout = shop::find_waiting_checkout(tx, request.customer.id, product_id);
  auto begun = checkout && checkout->deposit_id ? shop::find_deposit(tx, *checkout->deposit_id)
                                                : std::nullopt;
  const bool fits = begun && begun->method == method && begun->amount == amount &&
                    begun->status == shop::DepositStatus::pending && !begun->manual().submitted_at;
  return fits ? std::move(begun) : std::nullopt;
}

AskedForMoney ask_for(db::Tx& tx, const Request& request, const shop::Shortfall& shortfall,
                      shop::DepositMethod method, base::Money amount) {
  const auto& reservation = shortfall.reservation;
  switch (shop::family_of(method)) {
    case shop::DepositFamily::chain:
      return {.reply = ask_for_coins(tx, request, shop::coin_of(method).value(), amount,
                                     std::min(reservation.reserved_until,
                                              request.now + request.settings.reservation))};
    case shop::DepositFamily::manual:
      return ask_for_transfer(tx, request, method, amount,
                              begun_request(tx, request, reservation.product.id, method, amount));
    case shop::DepositFamily::stars:
      return {.reply = ask_for_stars(request, amount)};
  }
  std::unreachable();
}

Reply pay_by(db::Tx& tx, const Request& request, const shop::Shortfall& shortfall,
             shop::DepositMethod method) {
  const auto amount = shop::amount_to_pay(shortfall, request.settings.deposits.min);
  if (!can_pay(tx, request, method, amount)) {
    return show(no_payment_screen(wording_of(request), shortfall, amount,
                                  contact(request.texts, request.settings)));
  }
  auto asked = ask_for(tx, request, shortfall, method, amount);
  if (asked.is_refused) {
    return std::move(asked.reply);
  }
  shop::start_checkout(tx, shortfall, request.customer.id, method, asked.deposit_id, request.now);
  asked.reply.screen =
      buys_unit(request.texts, *std::move(asked.reply.screen), shortfall.reservation.product);
  return std::move(asked.reply);
}

Reply pick_payment(db::Tx& tx, const Request& request, const shop::Shortfall& shortfall) {
  const auto amount = shop::amount_to_pay(shortfall, request.settings.deposits.min);
  const auto methods = methods_for(tx, request, amount);
  if (methods.empty()) {
    return show(no_payment_screen(wording_of(request), shortfall, amount,
                                  contact(request.texts, request.settings)));
  }
  return methods.size() == 1 ? pay_by(tx, request, shortfall, methods.front())
                             : show(pick_payment_screen(wording_of(request), shortfall, amount,
                                                        methods, request.now));
}

// What `pay(shortfall)` shows; without a reservation, a shortfall, or the price that was shown,
// what there is instead.
template <class Pay>
Reply with_shortfall(db::Tx& tx, const Request& request, std::int64_t product_id,
                     base::Money shown_price, Pay pay) {
  if (request.customer.is_banned) {
    return show(banned_screen(request.texts, request.customer.ban_reason));
  }
  const auto shortfall = shop::find_shortfall(tx, request.customer.id, product_id, request.now);
  if (!shortfall) {
    return show(reservation_ended_screen(request.texts, product_id));
  }
  const bool is_to_pay =
      !shortfall->missing.is_zero() && !shortfall->is_on_the_way && shortfall->price == shown_price;
  return is_to_pay ? pay(*shortfall)
                   : show(reservation_screen(wording_of(request), *shortfall,
                                             request.settings.deposits.min, request.now));
}

Reply pay_and_buy(db::Tx& tx, const Request& request, const PayAndBuy& callback) {
  return with_shortfall(
      tx, request, callback.product_id, callback.shown_price,
      [&](const shop::Shortfall& shortfall) { return pick_payment(tx, request, shortfall); });
}

Reply pay_for_unit(db::Tx& tx, const Request& request, const PayForUnit& callback) {
  return with_shortfall(tx, request, callback.product_id, callback.shown_price,
                        [&](const shop::Shortfall& shortfall) {
                          return pay_by(tx, request, shortfall, callback.method);
                        });
}

}  // namespace

void add_pay_and_buy_routes(Router& router) {
  router.on_press<PayAndBuy>(Audience::customers, db::Access::write, pay_and_buy);
  router.on_press<PayForUnit>(Audience::customers, db::Access::write, pay_for_unit);
}

}  // namespace bot::customer
