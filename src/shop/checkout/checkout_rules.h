// What comes next for a checkout: pure rules. Used inside shop/ only.
#pragma once

#include <boost/describe.hpp>
#include <chrono>
#include <cstdint>

#include "base/clock.h"
#include "base/money.h"
#include "shop/checkout/checkout.h"
#include "shop/stock/catalog.h"

namespace shop {

// Reservations of one customer that live on while payments are on the way.
inline constexpr int kMaxHeldCheckouts = 2;
// Those that led to no purchase count that long.
inline constexpr std::chrono::days kHeldCheckoutMemory{7};
// However long its payment is on the way.
inline constexpr std::chrono::days kCheckoutLifetime{7};

// How long reservations last, as the owner has set it.
struct HoldTimes {
  std::chrono::minutes reservation{15};  // RESERVATION_MINUTES
  std::chrono::hours payment{24};        // PAYMENT_HOLD_HOURS: while a payment is on the way
};

// All that a decision goes by.
struct CheckoutState {
  Checkout checkout;
  Product unit;
  bool is_own_order = false;     // the customer has bought a unit of the offer meanwhile
  bool is_banned = false;        // the customer
  base::Money balance;           // the customer's
  base::Money on_the_way;        // worth of payments that are seen or submitted, but not credited
  bool is_paid = false;          // a payment that was made for this checkout is credited
  std::int64_t held_before = 0;  // other checkouts of the customer that count for the limit
};

enum class CheckoutStep {
  wait,
  hold,        // the payment is on the way: keep the reservation
  hold_short,  // it is not any more: the reservation's usual time from now on
  buy,         // the unit that is reserved
  buy_anew,    // it was paid, but the reservation has ended: any unit of the offer
  cancel,      // they bought it themselves, or are banned
  lapse,
  refuse_price,
};

// Whether payments on the way are worth about what is missing: a coin's worth moves, and what is
// credited in the end decides.
bool is_about(base::Money on_the_way, base::Money missing);

CheckoutStep next_step(const CheckoutState& state, const HoldTimes& times, base::Timestamp now);

// Until when a unit stays reserved whose payment is on the way. REQUIRES: next_step is `hold`.
base::Timestamp end_of_hold(const Checkout& checkout, const HoldTimes& times, base::Timestamp now);

}  // namespace shop
