#include "shop/checkout/checkout.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "bot/customer/profile/order_screens.h"
#include "bot/customer/routes.h"
#include "bot/customer/shop/callbacks.h"
#include "bot/customer/shop/checkout_screens.h"
#include "bot/customer/shop/shop_screens.h"
#include "bot/view/wording.h"
#include "shop/customers/customer.h"
#include "shop/sales/purchase.h"
#include "shop/sales/reservation.h"

namespace bot::customer {
namespace {

bool must_accept_terms(const Request& request) {
  const bool has_terms =
      !request.settings.terms_text.empty() || !request.settings.terms_url.empty();
  return has_terms && !request.customer.terms_accepted_at;
}

Reply ask_for_terms(const Request& request, std::int64_t product_id) {
  return show(terms_screen(request.texts, request.settings, product_id));
}

// Shows `screen_of(shortfall)`, or that the reservation has ended.
template <class ScreenOf>
Reply show_reservation_as(db::Tx& tx, const Request& request, std::int64_t product_id,
                          ScreenOf screen_of) {
  const auto shortfall = shop::find_shortfall(tx, request.customer.id, product_id, request.now);
  return show(shortfall ? screen_of(*shortfall)
                        : reservation_ended_screen(request.texts, product_id));
}

Screen reserved_screen(const Request& request, const shop::Shortfall& shortfall) {
  return reservation_screen(wording_of(request), shortfall, request.settings.deposits.min,
                            request.now);
}

Reply show_reserved(db::Tx& tx, const Request& request, std::int64_t product_id) {
  return show_reservation_as(tx, request, product_id, [&](const shop::Shortfall& shortfall) {
    return reserved_screen(request, shortfall);
  });
}

Reply reserve(db::Tx& tx, const Request& request, std::int64_t product_id) {
  auto reservation =
      shop::reserve(tx, request.customer.id, product_id, request.now, request.settings.reservation);
  if (!reservation) {
    return show(reservation.error() == shop::ReserveRefusal::banned
                    ? banned_screen(request.texts, request.customer.ban_reason)
                    : reserve_refused_screen(request.texts, reservation.error(), product_id));
  }
  return show(reserved_screen(request,
                              shop::find_shortfall(tx, request.customer.id, *std::move(reservation),
                                                   request.customer.balance)));
}

Reply buy(db::Tx& tx, const Request& request, const Buy& callback) {
  return must_accept_terms(request) ? ask_for_terms(request, callback.product_id)
                                    : reserve(tx, request, callback.product_id);
}

Reply accept_terms(db::Tx& tx, const Request& request, const AcceptTerms& callback) {
  shop::accept_terms(tx, request.customer.id, request.now);
  return reserve(tx, request, callback.product_id);
}

Reply show_reservation(db::Tx& tx, const Request& request, const ShowReservation& callback) {
  return show_reserved(tx, request, callback.product_id);
}

Reply refuse_purchase(db::Tx& tx, const Request& request, std::int64_t product_id,
                      const shop::PurchaseRefusal& refusal) {
  const Texts& texts = request.texts;
  using Kind = shop::PurchaseRefusal::Kind;
  switch (refusal.kind) {
    case Kind::unknown_product:
      return show(product_gone_screen(texts));
    case Kind::sold:
      return show(sold_screen(texts, product_id));
    case Kind::no_reservation:
      return show(reservation_ended_screen(texts, product_id));
    case Kind::banned:
      return show(banned_screen(texts, request.customer.ban_reason));
    case Kind::price_changed:
      return show_reservation_as(tx, request, product_id, [&](const shop::Shortfall& shortfall) {
        return price_changed_screen(wording_of(request), shortfall.reservation, request.now);
      });
    case Kind::not_enough_money:
      return show_reserved(tx, request, product_id);
  }
  std::unreachable();
}

Reply confirm_purchase(db::Tx& tx, const Request& request, const ConfirmPurchase& callback) {
  if (must_accept_terms(request)) {
    return ask_for_terms(request, callback.product_id);
  }
  const auto sale = shop::purchase(tx, request.customer.id, callback.product_id,
                                   callback.shown_price, request.now);
  if (!sale) {
    return refuse_purchase(tx, request, callback.product_id, sale.error());
  }
  return show(order_done_screen(wording_of(request), *sale, sale->balance));
}

Reply cancel_reservation(db::Tx& tx, const Request& request, const CancelReservation& callback) {
  if (!shop::cancel_checkout(tx, request.customer.id, callback.product_id)) {
    return show(reservation_ended_screen(request.texts, callback.product_id));
  }
  const auto card = shop::find_card(tx, callback.product_id, request.now);
  Reply reply =
      show(card ? product_screen(wording_of(request), *card) : product_gone_screen(request.texts));
  return reply.with_toast(request.texts.label("checkout.cancelled"_msg));
}

Reply show_reservations(db::Tx& tx, const Request& request, const ShowReservations& /*callback*/) {
  const auto reservations = shop::reservations_of(tx, request.customer.id, request.now);
  return show(reservations_screen(wording_of(request), reservations, request.now));
}

}  // namespace

void add_checkout_routes(Router& router) {
  router.on_press<Buy>(Audience::customers, db::Access::write, buy);
  router.on_press<AcceptTerms>(Audience::customers, db::Access::write, accept_terms);
  router.on_press<ShowReservation>(Audience::customers, db::Access::read, show_reservation);
  router.on_press<ConfirmPurchase>(Audience::customers, db::Access::write, confirm_purchase);
  router.on_press<CancelReservation>(Audience::customers, db::Access::write, cancel_reservation);
  router.on_press<ShowReservations>(Audience::customers, db::Access::read, show_reservations);
}

}  // namespace bot::customer
