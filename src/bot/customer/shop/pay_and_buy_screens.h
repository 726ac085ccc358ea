// Paying what is missing for a reservation.
#pragma once

#include <span>

#include "bot/view/screen.h"
#include "bot/view/wording.h"
#include "shop/checkout/checkout.h"
#include "shop/deposits/deposit_method.h"

namespace bot::customer {

// By which of the methods `amount` is paid; below the smallest deposit, `amount` is that one.
Screen pick_payment_screen(const Wording& wording, const shop::Shortfall& shortfall,
                           base::Money amount, std::span<const shop::DepositMethod> methods,
                           base::Timestamp now);

// No method takes that amount now.
Screen no_payment_screen(const Wording& wording, const shop::Shortfall& shortfall,
                         base::Money amount, const Html& contact);

// `screen`, which asks for a payment, says what it buys, and leads back to the reservation.
Screen buys_unit(const Texts& texts, Screen screen, const shop::Product& unit);

}  // namespace bot::customer
