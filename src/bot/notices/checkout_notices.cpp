#include <utility>

#include "bot/customer/profile/order_screens.h"
#include "bot/customer/shop/callbacks.h"
#include "bot/customer/wallet/callbacks.h"
#include "bot/notices/renderers.h"
#include "bot/updates/calls.h"
#include "shop/checkout/checkout.h"
#include "shop/checkout/notices.h"
#include "shop/sales/notices.h"
#include "shop/stock/catalog.h"

namespace bot {
namespace {

using customer::Buy;
using customer::ShowCities;
using customer::ShowDeposits;
using customer::ShowOffers;
using customer::ShowProduct;

Sending screen_to(std::int64_t user_id, const Screen& screen) {
  return {.calls = {{.call = message_with(user_id, screen)}}};
}

bool has_waiting_checkout(const NoticeRequest& request, std::int64_t product_id) {
  for (const auto& checkout : shop::waiting_checkouts_of(request.tx, request.user_id)) {
    if (checkout.product_id == product_id) {
      return true;
    }
  }
  return false;
}

// Nothing is said when they have reserved it again meanwhile, or bought it.
Sending reservation_ended(const NoticeRequest& request, const shop::UnitNotice& notice) {
  const auto unit = shop::find_product(request.tx, notice.product_id);
  const auto order = shop::find_order_of_product(request.tx, notice.product_id);
  if (!unit || unit->reserved_by == request.user_id ||
      (order && order->user_id == request.user_id)) {
    return {};
  }
  const auto& texts = request.texts;
  const auto id = has_waiting_checkout(request, unit->id) ? "notice.reservation_ended_unpaid"_msg
                                                          : "notice.reservation_ended"_msg;
  Screen screen{.text = texts.text(id, {{"name", short_name(unit->name)}})};
  screen.add(
      styled(button(texts.label("next.reserve_again"_msg), Buy{unit->id}), ButtonStyle::primary));
  screen.add(button(texts.label("menu.shop"_msg), ShowCities{}));
  return screen_to(request.user_id, screen);
}

Sending order_done(const NoticeRequest& request, const shop::OrderNotice& notice) {
  const auto& found = request.sources.order(notice.order_id);
  const auto& buyer = request.sources.customer(request.user_id);
  if (!found || !buyer || found->order.user_id != request.user_id) {
    return {};
  }
  return screen_to(request.user_id,
                   customer::order_done_screen(request.wording(), found->order, buyer->balance));
}

// A checkout with its unit. Nothing is sent when either is gone.
struct CheckoutSubject {
  const NoticeRequest& request;
  shop::Checkout checkout;
  shop::Product unit;
};

void on_checkout(NoticeRenderers& renderers, shop::NoticeKind<shop::CheckoutNotice> kind,
                 Sending (*render)(const CheckoutSubject&)) {
  renderers.on(kind, [render](const NoticeRequest& request, const shop::CheckoutNotice& notice) {
    auto checkout = shop::find_checkout(request.tx, notice.checkout_id);
    auto unit = checkout ? shop::find_product(request.tx, checkout->product_id) : std::nullopt;
    return unit ? render({request, *std::move(checkout), *std::move(unit)}) : Sending();
  });
}

// Nothing is said once it is decided.
Sending checkout_held(const CheckoutSubject& subject) {
  const auto& [request, checkout, unit] = subject;
  if (checkout.status != shop::CheckoutStatus::waiting) {
    return {};
  }
  Screen screen{
      .text = request.texts.text("notice.checkout_held"_msg,
                                 {{"name", short_name(unit.name)},
                                  {"until", request.wording().date(checkout.reserved_until)}})};
  screen.add(button(request.texts.label("deposits.button"_msg), ShowDeposits{}));
  return screen_to(request.user_id, screen);
}

Sending checkout_ended(const CheckoutSubject& subject) {
  const auto& [request, checkout, unit] = subject;
  const auto& texts = request.texts;
  const auto wording = request.wording();
  const auto& buyer = request.sources.customer(request.user_id);
  const bool is_price = checkout.status == shop::CheckoutStatus::price_changed;
  Screen screen{
      .text = texts.text(is_price ? "notice.checkout_price"_msg : "notice.checkout_unavailable"_msg,
                         {{"name", short_name(unit.name)},
                          {"price", wording.money(shop::price_of(unit))},
                          {"balance", wording.money(buyer ? buyer->balance : base::Money())}})};
  const auto label = texts.label("next.to_offer"_msg);
  screen.add(is_price ? button(label, ShowProduct{unit.id})
                      : button(label, ShowOffers{unit.id, 0}));
  return screen_to(request.user_id, screen);
}

void expect_order_done(NoticeSources& sources, const shop::OrderNotice& notice) {
  sources.expect_order(notice.order_id);
}

}  // namespace

void add_checkout_notices(NoticeRenderers& renderers) {
  renderers.on(shop::kReservationEnded, reservation_ended);
  renderers.on(shop::kOrderDone, order_done, expect_order_done);
  on_checkout(renderers, shop::kCheckoutHeld, checkout_held);
  on_checkout(renderers, shop::kCheckoutEnded, checkout_ended);
}

}  // namespace bot
