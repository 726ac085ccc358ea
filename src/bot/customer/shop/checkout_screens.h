// From Buy to the confirmed purchase: terms, reservation, and every refusal.
#pragma once

#include <span>
#include <string_view>

#include "bot/updates/request.h"
#include "bot/view/screen.h"
#include "bot/view/wording.h"
#include "shop/checkout/checkout.h"
#include "shop/sales/purchase.h"
#include "shop/sales/reservation.h"

namespace bot::customer {

// Asks to accept the terms before the unit is bought. REQUIRES: the shop has terms.
Screen terms_screen(const Texts& texts, const ShopSettings& settings, std::int64_t product_id);

// A reservation with price, time left, `Confirm Purchase` and `Cancel`; with too little money, how
// much is missing and a way to pay it: at least `min`, the smallest deposit. When enough is on its
// way, until when the reservation lasts.
Screen reservation_screen(const Wording& wording, const shop::Shortfall& shortfall, base::Money min,
                          base::Timestamp now);

// The same, when the price has changed since the screen that was confirmed.
Screen price_changed_screen(const Wording& wording, const shop::Reservation& reservation,
                            base::Timestamp now);

// The reservation has expired or was cancelled.
Screen reservation_ended_screen(const Texts& texts, std::int64_t product_id);

// Each refusal with the obvious next button.
Screen reserve_refused_screen(const Texts& texts, shop::ReserveRefusal refusal,
                              std::int64_t product_id);

Screen sold_screen(const Texts& texts, std::int64_t product_id);
// `reason`: as the shop has told it; may be empty.
Screen banned_screen(const Texts& texts, std::string_view reason = {});

// The customer's reservations, with a button to open each.
Screen reservations_screen(const Wording& wording, std::span<const shop::Reservation> reservations,
                           base::Timestamp now);

}  // namespace bot::customer
