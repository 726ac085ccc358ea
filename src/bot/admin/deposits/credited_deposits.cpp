#include <optional>
#include <vector>

#include "bot/admin/deposits/callbacks.h"
#include "bot/admin/deposits/credited_deposit_screens.h"
#include "bot/admin/deposits/deposit_cards.h"
#include "bot/admin/routes.h"
#include "shop/deposits/credit_log.h"

namespace bot::admin {
namespace {

Reply show_list(db::Tx& tx, const Request& request, const ListCredited& callback) {
  auto deposits = shop::credited_deposits(
      tx, callback.only_stars ? std::optional(shop::DepositMethod::stars) : std::nullopt,
      {callback.offset, kCreditedPerPage});
  const CreditedPage page{.deposits = {.items = with_customers(tx, std::move(deposits.items)),
                                       .has_more = deposits.has_more},
                          .offset = callback.offset,
                          .only_stars = callback.only_stars};
  return show(credited_list_screen(wording_of(request), page));
}

Reply show_chosen_credit(db::Tx& tx, const Request& request, const ShowCredited& callback) {
  return show_credit_card(tx, request, callback.deposit_id);
}

// Anything but a credited payment in Stars leads to its card, which has no such button.
Reply ask_refund(db::Tx& tx, const Request& request, std::int64_t deposit_id) {
  const auto owned = find_owned(tx, deposit_id);
  return owned && is_refundable(owned->deposit)
             ? show(ask_star_refund_screen(wording_of(request), *owned))
             : show_credit_card(tx, request, deposit_id);
}

Reply ask_chosen(db::Tx& tx, const Request& request, const AskStarRefund& callback) {
  return ask_refund(tx, request, callback.deposit_id);
}

Reply refund(db::Tx& tx, const Request& request, const RefundStars& callback,
             const shop::Permit<shop::Act::refund_stars>& permit) {
  const auto done =
      shop::refund_stars(tx, callback.deposit_id, callback.balance, permit, request.now);
  if (!done) {
    Reply reply = done.error() == shop::StarRefundRefusal::balance_changed
                      ? ask_refund(tx, request, callback.deposit_id)
                      : show_credit_card(tx, request, callback.deposit_id);
    return reply.with_alert(star_refund_refused_label(request.texts, done.error()));
  }
  Reply reply = show_credit_card(tx, request, callback.deposit_id);
  reply.log.push_back(shop::star_refund_log(*done));
  return reply.with_alert(
      request.texts.label("credited.refunded"_msg, {{"stars", done->stars().stars}}));
}

}  // namespace

void add_credited_deposit_routes(Router& router) {
  router.on_press<ListCredited>(shop::Act::see_deposits, db::Access::read, show_list);
  router.on_press<ShowCredited>(shop::Act::see_deposits, db::Access::read, show_chosen_credit);
  router.on_press<AskStarRefund>(shop::Act::refund_stars, db::Access::read, ask_chosen);
  router.on_act<shop::Act::refund_stars, RefundStars>(refund);
}

}  // namespace bot::admin
