#include <algorithm>

#include "bot/admin/customers/callbacks.h"
#include "bot/admin/customers/user_cards.h"
#include "bot/admin/customers/user_history_screens.h"
#include "bot/admin/deposits/deposit_cards.h"
#include "bot/admin/panel_screens.h"
#include "bot/admin/routes.h"

namespace bot::admin {
namespace {

// `draw(customer)`, or that the button is stale.
template <class Draw>
Reply with_user(db::Tx& tx, const Request& request, std::int64_t user_id, Draw draw) {
  const auto customer = shop::find_customer(tx, user_id);
  return customer ? show(draw(*customer)) : toast(request.texts.label("callback.stale"_msg));
}

Reply list_user_orders(db::Tx& tx, const Request& request, const ListUserOrders& callback) {
  return with_user(tx, request, callback.user_id, [&](const shop::Customer& customer) {
    return user_orders_screen(
        wording_of(request), customer,
        shop::orders_of(tx, customer.id, {callback.offset, kUserOrdersPerPage}), callback.offset);
  });
}

Reply list_user_deposits(db::Tx& tx, const Request& request, const ListUserDeposits& callback) {
  return with_user(tx, request, callback.user_id, [&](const shop::Customer& customer) {
    return user_deposits_screen(
        wording_of(request), customer,
        shop::deposits_of(tx, customer.id, {callback.offset, kUserDepositsPerPage}),
        callback.offset, *request.role);
  });
}

// The card of the deposit, whose way back is the customer's list.
Reply show_user_deposit(db::Tx& tx, const Request& request, const ShowUserDeposit& callback) {
  const auto deposit = shop::find_deposit(tx, callback.deposit_id);
  if (!deposit) {
    return toast(request.texts.label("callback.stale"_msg));
  }
  const bool is_for_review = shop::family_of(deposit->method) == shop::DepositFamily::manual &&
                             deposit->times_credited == 0;
  Reply reply = is_for_review ? show_review_card(tx, request, deposit->id)
                              : show_credit_card(tx, request, deposit->id);
  if (reply.screen) {
    reply.screen->rows.pop_back();
    add_ways_out(*reply.screen, request.texts, ListUserDeposits{deposit->user_id, callback.offset});
  }
  return reply;
}

Reply show_user_ledger(db::Tx& tx, const Request& request, const ShowUserLedger& callback) {
  return with_user(tx, request, callback.user_id, [&](const shop::Customer& customer) {
    return user_ledger_screen(
        wording_of(request), customer,
        shop::history_of(tx, customer.id, {callback.offset, kUserMovementsPerPage}),
        callback.offset);
  });
}

}  // namespace

void add_user_history_routes(Router& router) {
  constexpr auto kAct = shop::Act::see_customers;
  router.on_press<ListUserOrders>(kAct, db::Access::read, list_user_orders);
  router.on_press<ListUserDeposits>(kAct, db::Access::read, list_user_deposits);
  router.on_press<ShowUserDeposit>(shop::Act::see_deposits, db::Access::read, show_user_deposit);
  router.on_press<ShowUserLedger>(kAct, db::Access::read, show_user_ledger);
}

}  // namespace bot::admin
