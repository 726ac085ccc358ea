#include "bot/customer/wallet/star_deposit.h"

#include "bot/customer/contact.h"
#include "bot/customer/menu_screens.h"
#include "bot/customer/routes.h"
#include "bot/customer/wallet/callbacks.h"
#include "bot/customer/wallet/deposit_screens.h"
#include "bot/view/deposit_wording.h"
#include "bot/view/wording.h"
#include "shop/deposits/credit_log.h"
#include "shop/deposits/star_deposit.h"

namespace bot::customer {
namespace {

// Replies nothing when the charge is known: the update was repeated.
Reply receive_payment(db::Tx& tx, const Request& request) {
  const auto& paid = *request.payment;
  if (paid.is_refund) {
    shop::note_star_refund(tx, paid.charge_id, request.settings.owner_ids, request.now);
    return Reply{};
  }
  const auto credit =
      shop::credit_stars(tx,
                         {.user_id = request.customer.id,
                          .currency = paid.currency,
                          .total_amount = paid.total_amount,
                          .payload = paid.payload},
                         paid.charge_id, request.settings.deposits.commission, request.now);
  if (!credit) {
    return show(with_menu_button(
        request.texts, request.texts.text("stars.not_credited"_msg,
                                          {{"contact", contact(request.texts, request.settings)},
                                           {"charge", paid.charge_id}})));
  }
  Reply reply;
  if (credit->credited) {
    reply.log = shop::credit_log(*credit->credited, request.settings.currency);
  }
  return reply;
}

Reply pay_support(db::Tx& /*tx*/, const Request& request) {
  Screen screen{.text = request.texts.text("paysupport.text"_msg,
                                           {{"contact", contact(request.texts, request.settings)},
                                            {"id", request.customer.id}})};
  screen.add(button(request.texts.label("deposits.button"_msg), ShowDeposits{}));
  return show(screen.add(menu_button(request.texts)));
}

}  // namespace

Reply ask_for_stars(const Request& request, base::Money amount) {
  const auto& settings = request.settings.deposits;
  const auto wording = wording_of(request);
  const auto stars = shop::stars_for(amount, *settings.stars_per_unit);
  Reply reply = show(star_screen(wording, amount, stars));
  reply.invoice =
      Invoice{.title = request.texts.label("stars.title"_msg, {{"amount", wording.money(amount)}}),
              .description = request.texts.label("stars.description"_msg),
              .payload = shop::star_payload({.user_id = request.customer.id,
                                             .amount = amount,
                                             .stars = stars,
                                             .made_at = request.now}),
              .stars = stars};
  return reply;
}

void add_star_deposit_routes(Router& router) {
  router.on_payment(receive_payment);
  router.on_command({.name = "paysupport", .description = "command.paysupport"_msg},
                    db::Access::read, pay_support);
}

}  // namespace bot::customer
