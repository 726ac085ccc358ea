#include "shop/checkout/checkout_rules.h"

#include <gtest/gtest.h>

namespace shop {
namespace {

using base::Money;
using std::chrono::hours;
using std::chrono::minutes;

constexpr base::Timestamp kStart{std::chrono::sys_days(std::chrono::November / 24 / 2026)};
constexpr std::int64_t kCustomer = 1001;
constexpr HoldTimes kTimes{.reservation = minutes(15), .payment = hours(24)};

// 25 in the wallet, 35 to pay, reserved for another quarter of an hour.
CheckoutState short_of_ten() {
  Product unit{.id = 7, .base_price = Money::units(35)};
  unit.is_reserved = true;
  unit.reserved_by = kCustomer;
  unit.reserved_until = kStart + minutes(15);
  return {.checkout = {.id = 1,
                       .user_id = kCustomer,
                       .product_id = 7,
                       .price = Money::units(35),
                       .method = DepositMethod::blik,
                       .created_at = kStart,
                       .reserved_until = kStart + minutes(15)},
          .unit = unit,
          .balance = Money::units(25)};
}

CheckoutState paid() {
  auto state = short_of_ten();
  state.balance = Money::units(35);
  state.is_paid = true;
  return state;
}

CheckoutStep step(const CheckoutState& state, minutes after = minutes(1)) {
  return next_step(state, kTimes, kStart + after);
}

TEST(CheckoutRulesTest, WaitsWhileNothingIsPaid) {
  EXPECT_EQ(step(short_of_ten()), CheckoutStep::wait);
}

TEST(CheckoutRulesTest, BuysOnceTheBalanceReachesThePriceWhoeverRaisedIt) {
  auto state = paid();
  EXPECT_EQ(step(state), CheckoutStep::buy);
  state.is_paid = false;
  EXPECT_EQ(step(state), CheckoutStep::buy);
  state.balance -= Money::hundredths(1);
  EXPECT_EQ(step(state), CheckoutStep::wait);
}

TEST(CheckoutRulesTest, BuysAtALowerPrice) {
  auto state = short_of_ten();
  state.unit.discount_percent = *base::Percent::of(30);
  EXPECT_EQ(step(state), CheckoutStep::buy);
}

TEST(CheckoutRulesTest, NeverBuysAtAHigherPrice) {
  auto state = paid();
  state.unit.base_price = Money::units(36);
  EXPECT_EQ(step(state), CheckoutStep::refuse_price);
  state.balance = Money::units(1000);
  EXPECT_EQ(step(state), CheckoutStep::refuse_price);
  state.is_paid = false;
  EXPECT_EQ(step(state), CheckoutStep::wait);
  EXPECT_EQ(step(state, minutes(15)), CheckoutStep::lapse);
}

TEST(CheckoutRulesTest, TakesAnyUnitOfTheOfferWhenThePaymentCameAfterTheReservation) {
  EXPECT_EQ(step(paid(), minutes(15)), CheckoutStep::buy_anew);
  auto sold = paid();
  sold.unit.is_sold = true;
  EXPECT_EQ(step(sold), CheckoutStep::buy_anew);
  auto taken = paid();
  taken.unit.reserved_by = kCustomer + 1;
  EXPECT_EQ(step(taken), CheckoutStep::buy_anew);
}

TEST(CheckoutRulesTest, BuysNothingAfterTheReservationForMoneyThatCameForSomethingElse) {
  auto state = paid();
  state.is_paid = false;
  EXPECT_EQ(step(state, minutes(15)), CheckoutStep::lapse);
}

TEST(CheckoutRulesTest, AGiftDoesNotEndWhatItsOwnPaymentIsOnTheWayTo) {
  auto state = paid();
  state.is_paid = false;
  state.on_the_way = Money::units(10);
  EXPECT_EQ(step(state, minutes(15)), CheckoutStep::wait);
}

TEST(CheckoutRulesTest, HoldsTheUnitWhileEnoughIsOnTheWay) {
  auto state = short_of_ten();
  state.on_the_way = Money::hundredths(950);  // a coin's worth moves
  EXPECT_EQ(step(state), CheckoutStep::hold);
  EXPECT_EQ(end_of_hold(state.checkout, kTimes, kStart), kStart + hours(24));
  state.on_the_way = Money::hundredths(949);
  EXPECT_EQ(step(state), CheckoutStep::wait);
}

TEST(CheckoutRulesTest, AHoldIsNeverLongerThanTheFirst) {
  auto state = short_of_ten();
  state.on_the_way = Money::units(10);
  state.checkout.held_until = kStart + hours(24);
  EXPECT_EQ(step(state), CheckoutStep::hold);
  EXPECT_EQ(end_of_hold(state.checkout, kTimes, kStart + hours(5)), kStart + hours(24));
  state.unit.reserved_until = kStart + hours(24);
  EXPECT_EQ(step(state), CheckoutStep::wait);
}

TEST(CheckoutRulesTest, ACustomerHasTwoHolds) {
  auto state = short_of_ten();
  state.on_the_way = Money::units(10);
  state.held_before = kMaxHeldCheckouts - 1;
  EXPECT_EQ(step(state), CheckoutStep::hold);
  state.held_before = kMaxHeldCheckouts;
  EXPECT_EQ(step(state), CheckoutStep::wait);
}

TEST(CheckoutRulesTest, AHoldWhosePaymentIsGoneKeepsTheUsualTime) {
  auto state = short_of_ten();
  state.checkout.held_until = kStart + hours(24);
  state.unit.reserved_until = kStart + hours(24);
  EXPECT_EQ(step(state), CheckoutStep::hold_short);
  state.unit.reserved_until = kStart + minutes(16);
  EXPECT_EQ(step(state), CheckoutStep::wait);
}

TEST(CheckoutRulesTest, LapsesADayAfterUnlessAPaymentIsStillOnTheWay) {
  auto state = short_of_ten();
  EXPECT_EQ(step(state, hours(23)), CheckoutStep::wait);
  EXPECT_EQ(step(state, hours(24)), CheckoutStep::lapse);
  state.on_the_way = Money::units(10);
  EXPECT_EQ(step(state, hours(100)), CheckoutStep::wait);
  EXPECT_EQ(step(state, kCheckoutLifetime), CheckoutStep::lapse);
}

TEST(CheckoutRulesTest, EndsWithAPurchaseOfTheirOwnOrABan) {
  auto state = paid();
  state.is_banned = true;
  EXPECT_EQ(step(state), CheckoutStep::cancel);
  state.is_banned = false;
  state.is_own_order = true;
  EXPECT_EQ(step(state), CheckoutStep::cancel);
}

}  // namespace
}  // namespace shop
