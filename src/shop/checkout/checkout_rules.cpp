#include "shop/checkout/checkout_rules.h"

namespace shop {
namespace {

constexpr std::int64_t kEnoughPercent = 95;  // of what is missing

bool has_reservation(const CheckoutState& state, base::Timestamp now) {
  return !state.unit.is_sold && state.unit.reserved_by == state.checkout.user_id &&
         state.unit.reserved_until > now;
}

// The unit's price now; what the customer agreed to once it is sold.
base::Money price_now(const CheckoutState& state) {
  return state.unit.is_sold ? state.checkout.price : price_of(state.unit);
}

bool is_coming(const CheckoutState& state) {
  return is_about(state.on_the_way, price_now(state) - state.balance);
}

// A payment may still come that was made for it.
bool is_expected(const CheckoutState& state, base::Timestamp now) {
  return state.on_the_way > base::Money() && now < state.checkout.created_at + kCheckoutLifetime;
}

CheckoutStep step_when_covered(const CheckoutState& state, base::Timestamp now) {
  const bool is_reserved = has_reservation(state, now);
  if (price_now(state) > state.checkout.price) {
    if (state.is_paid) {
      return CheckoutStep::refuse_price;
    }
    return is_reserved ? CheckoutStep::wait : CheckoutStep::lapse;
  }
  if (is_reserved) {
    return CheckoutStep::buy;
  }
  if (state.is_paid) {
    return CheckoutStep::buy_anew;
  }
  return is_expected(state, now) ? CheckoutStep::wait : CheckoutStep::lapse;
}

CheckoutStep step_when_reserved(const CheckoutState& state, const HoldTimes& times,
                                base::Timestamp now) {
  const auto& checkout = state.checkout;
  const auto until = *state.unit.reserved_until;
  if (is_coming(state)) {
    const bool may_hold = checkout.held_until || state.held_before < kMaxHeldCheckouts;
    return may_hold && until < end_of_hold(checkout, times, now) ? CheckoutStep::hold
                                                                 : CheckoutStep::wait;
  }
  return checkout.held_until && until > now + times.reservation ? CheckoutStep::hold_short
                                                                : CheckoutStep::wait;
}

CheckoutStep step_when_short(const CheckoutState& state, const HoldTimes& times,
                             base::Timestamp now) {
  if (price_now(state) > state.checkout.price && state.balance >= state.checkout.price &&
      state.is_paid) {
    return CheckoutStep::refuse_price;
  }
  if (has_reservation(state, now)) {
    return step_when_reserved(state, times, now);
  }
  const bool is_over = now >= state.checkout.created_at + times.payment;
  return is_over && !is_expected(state, now) ? CheckoutStep::lapse : CheckoutStep::wait;
}

}  // namespace

bool is_about(base::Money on_the_way, base::Money missing) {
  return on_the_way.hundredths() * 100 >= missing.hundredths() * kEnoughPercent;
}

CheckoutStep next_step(const CheckoutState& state, const HoldTimes& times, base::Timestamp now) {
  if (state.is_own_order || state.is_banned) {
    return CheckoutStep::cancel;
  }
  return state.balance >= price_now(state) ? step_when_covered(state, now)
                                           : step_when_short(state, times, now);
}

base::Timestamp end_of_hold(const Checkout& checkout, const HoldTimes& times, base::Timestamp now) {
  return checkout.held_until.value_or(now + times.payment);
}

}  // namespace shop
