#include "shop/checkout/settlement.h"

#include <future>

#include <gmock/gmock.h>

#include "shop/checkout/checkout.h"
#include "shop/deposits/coins/coin_quote.h"
#include "shop/deposits/manual/manual_deposit.h"
#include "shop/deposits/star_deposit.h"
#include "shop/money/adjustment.h"
#include "shop/testing/money_in_fixture.h"
#include "support/counted_tx.h"

namespace shop {
namespace {

using base::Money;
using std::chrono::hours;
using std::chrono::minutes;
using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;
using Status = CheckoutStatus;

constexpr std::int64_t kOwner = 1;

// A customer with 25.75 and a unit for 35.
class SettlementTest : public MoneyInTest {
 protected:
  void SetUp() override {
    MoneyInTest::SetUp();
    set_rate(Money::units(200'000));
    give(kBob, Money::hundredths(2575));
    unit_ = stock(voucher_at(Money::units(35)));
  }
  static NewProduct voucher_at(Money price) {
    auto product = voucher();
    product.base_price = price;
    product.discount_percent = {};
    return product;
  }
  void give(std::int64_t user_id, Money amount) {
    transact([&](db::Tx& tx) {
      return adjust(tx,
                    {.user_id = user_id,
                     .amount = amount,
                     .reason = "a gift",
                     .idempotency_key = std::to_string(++gifts_)},
                    permit<Act::adjust>(Actor::cli()).value(), now)
          .has_value();
    });
  }
  // Reserves the unit and starts to pay for it; returns the checkout's id.
  std::int64_t begin(DepositMethod method, std::int64_t user_id = kBob) {
    EXPECT_TRUE(reserve(user_id, unit_, now));
    return pay_by(method, user_id);
  }
  std::int64_t pay_by(DepositMethod method, std::int64_t user_id = kBob,
                      std::optional<std::int64_t> deposit_id = {}) {
    return transact([&](db::Tx& tx) {
      const auto shortfall = find_shortfall(tx, user_id, unit_, now).value();
      return start_checkout(tx, shortfall, user_id, method, deposit_id, now).id;
    });
  }
  std::int64_t request(Money amount, std::int64_t user_id = kBob) {
    return transact([&](db::Tx& tx) {
             return request_deposit(tx, user_id, DepositMethod::blik, amount,
                                    {Money::units(5), Money::units(1000)}, random_, now);
           })
        ->id;
  }
  // A request by which the checkout is paid.
  std::int64_t request_for_checkout(Money amount) {
    const auto deposit_id = request(amount);
    pay_by(DepositMethod::blik, kBob, deposit_id);
    return deposit_id;
  }
  void submit(std::int64_t deposit_id, std::int64_t user_id = kBob) {
    transact([&](db::Tx& tx) {
      return submit_deposit(tx, user_id, deposit_id, std::nullopt, {}, now).has_value();
    });
  }
  void approve(std::int64_t deposit_id) {
    EXPECT_TRUE(transact([&](db::Tx& tx) {
      return approve_deposit(tx, deposit_id,
                             permit<Act::approve_deposit>(Actor::owner(kOwner)).value(),
                             rules.commission, now);
    }));
  }
  // Satoshis that Bob is asked for at his address.
  std::int64_t ask(Money amount, base::Timestamp until) {
    const auto at = address(kBob);
    return transact([&](db::Tx& tx) {
      return quote(tx, at, amount, fresh_rate(tx, Coin::btc, now).value(), until).amount_sat;
    });
  }
  std::string deposit_address(std::string_view txid) {
    return value<std::string>("SELECT address FROM crypto_addresses WHERE id = " +
                              std::to_string(deposit(txid).chain().address_id));
  }
  // As the program does: every step that is due. Returns them.
  std::vector<CheckoutStep> settle_all() {
    std::vector<CheckoutStep> steps;
    for (const auto id : read([&](db::Tx& tx) { return due_checkouts(tx, kTimes, now); })) {
      steps.push_back(transact([&](db::Tx& tx) { return settle_checkout(tx, id, kTimes, now); }));
    }
    return steps;
  }
  // How many statements `body(tx)` waits for.
  template <class Body>
  int statements_of(Body body) {
    return read([&](db::Tx& tx) {
      support::CountedTx counted(tx);
      body(counted);
      return counted.awaited();
    });
  }
  int statements_of_look() {
    return statements_of([&](db::Tx& tx) { due_checkouts(tx, kTimes, now); });
  }
  std::vector<std::string> kinds_to(std::int64_t user_id) {
    return read([=](db::Tx& tx) {
      return tx.all<std::string>("SELECT kind FROM outbox WHERE user_id = $1 ORDER BY id", user_id);
    });
  }
  Status status(std::int64_t id) {
    return read([&](db::Tx& tx) { return find_checkout(tx, id)->status; });
  }
  std::int64_t orders() { return count("orders"); }

  static constexpr HoldTimes kTimes{.reservation = kReservationTime, .payment = hours(24)};
  std::int64_t unit_ = 0;

 private:
  base::SeededRandom random_{5};
  int gifts_ = 0;
};

TEST_P(SettlementTest, APurchaseCompletesWithItsApprovedDeposit) {
  const auto id = begin(DepositMethod::blik);
  const auto deposit_id = request_for_checkout(Money::hundredths(925));
  submit(deposit_id);
  notices(kBob);
  EXPECT_THAT(settle_all(), ElementsAre(CheckoutStep::hold));
  EXPECT_EQ(product(unit_).reserved_until, now + hours(24));
  EXPECT_THAT(notices(kBob), ElementsAre("checkout_held"));
  now += hours(20);
  approve(deposit_id);
  EXPECT_THAT(settle_all(), ElementsAre(CheckoutStep::buy));
  EXPECT_EQ(status(id), Status::completed);
  EXPECT_EQ(orders(), 1);
  EXPECT_EQ(balance(kBob), Money());
  EXPECT_THAT(kinds_to(kBob), ElementsAre("deposit_completed", "order_done", "delivery_text"));
  EXPECT_THAT(settle_all(), IsEmpty());
}

TEST_P(SettlementTest, APurchaseCompletesWithItsCoins) {
  const auto id = begin(DepositMethod::btc);
  const auto paid = payment(kBob, "a", 4'700);  // 9.40 by the rate
  wait({paid});
  EXPECT_THAT(settle_all(), ElementsAre(CheckoutStep::hold));
  mine({paid});
  EXPECT_THAT(settle_all(), ElementsAre(CheckoutStep::buy));
  EXPECT_EQ(status(id), Status::completed);
  EXPECT_EQ(balance(kBob), Money::hundredths(15));
}

TEST_P(SettlementTest, TheRateThatWasShownIsKeptUntilTheReservationEnds) {
  begin(DepositMethod::btc);
  const auto asked = ask(Money::hundredths(925), now + kReservationTime);
  set_rate(Money::units(190'000));
  now += minutes(14);
  mine({payment(kBob, "a", asked)});
  EXPECT_THAT(settle_all(), ElementsAre(CheckoutStep::buy));
  EXPECT_EQ(balance(kBob), Money());
}

TEST_P(SettlementTest, ALateOrMuchLargerPaymentIsWorthTheRateOfItsTime) {
  const auto asked = ask(Money::units(100), now + kReservationTime);
  set_rate(Money::units(100'000));
  mine({payment(kBob, "larger", asked * 2)});
  EXPECT_EQ(deposit("larger").amount, Money::units(100));
  const auto late = ask(Money::units(100), now + kReservationTime);
  now += kReservationTime;
  set_rate(Money::units(50'000));
  mine({payment(kBob, "late", late)});
  EXPECT_EQ(deposit("late").amount, Money::units(50));
}

TEST_P(SettlementTest, APurchaseCompletesWithItsStars) {
  const auto id = begin(DepositMethod::stars);
  const StarInvoice invoice{.user_id = kBob, .amount = Money::hundredths(925), .stars = 463};
  transact([&](db::Tx& tx) {
    return credit_stars(tx,
                        {.user_id = kBob,
                         .currency = "XTR",
                         .total_amount = invoice.stars,
                         .payload = star_payload(invoice)},
                        "charge", rules.commission, now)
        .has_value();
  });
  EXPECT_THAT(settle_all(), ElementsAre(CheckoutStep::buy));
  EXPECT_EQ(status(id), Status::completed);
}

TEST_P(SettlementTest, ACoinThatComesAfterTheReservationStillBuys) {
  stock(voucher_at(Money::units(35)), 1);
  const auto id = begin(DepositMethod::btc);
  now += minutes(20);
  transact([&](db::Tx& tx) { return release_expired(tx, now); });
  EXPECT_TRUE(reserve(kCid, unit_, now));  // the same unit goes to another customer
  mine({payment(kBob, "late", 5'000)});
  EXPECT_THAT(settle_all(), ElementsAre(CheckoutStep::buy)) << "another unit of the offer";
  EXPECT_EQ(status(id), Status::completed);
}

TEST_P(SettlementTest, WhenNoUnitIsLeftTheMoneyStaysAndTheCustomerIsTold) {
  const auto id = begin(DepositMethod::btc);
  now += minutes(20);
  give(kCid, Money::units(35));
  buy(kCid, unit_, now);
  mine({payment(kBob, "late", 5'000)});
  notices(kBob);
  EXPECT_THAT(settle_all(), ElementsAre(CheckoutStep::buy_anew));
  EXPECT_EQ(status(id), Status::unavailable);
  EXPECT_EQ(balance(kBob), Money::hundredths(3575));
  EXPECT_THAT(notices(kBob), ElementsAre("checkout_ended"));
}

TEST_P(SettlementTest, APaidPurchaseWaitsWhileItsCustomerHoldsTooMuch) {
  stock(voucher_at(Money::units(35)), 1);
  const auto id = begin(DepositMethod::btc);
  now += minutes(20);
  for (int i = 0; i < kMaxReservations; ++i) {
    EXPECT_TRUE(reserve(kBob, stock(voucher_named("Other " + std::to_string(i))), now));
  }
  mine({payment(kBob, "late", 5'000)});
  EXPECT_THAT(settle_all(), ElementsAre(CheckoutStep::wait));
  EXPECT_EQ(status(id), Status::waiting);
  now += kReservationTime;
  EXPECT_THAT(settle_all(), ElementsAre(CheckoutStep::buy));
}

TEST_P(SettlementTest, WhenThePriceRoseTheMoneyStaysAndTheCustomerIsTold) {
  const auto id = begin(DepositMethod::btc);
  execute("UPDATE products SET base_price = $1", Money::units(36));
  mine({payment(kBob, "a", 5'500)});
  notices(kBob);
  EXPECT_THAT(settle_all(), ElementsAre(CheckoutStep::refuse_price));
  EXPECT_EQ(status(id), Status::price_changed);
  EXPECT_EQ(balance(kBob), Money::hundredths(3675));
  EXPECT_EQ(orders(), 0);
  EXPECT_THAT(notices(kBob), ElementsAre("checkout_ended"));
}

TEST_P(SettlementTest, MoneyForSomethingElseBuysNothingAfterTheReservation) {
  const auto id = begin(DepositMethod::blik);
  now += minutes(16);
  const auto deposit_id = request(Money::units(100));
  submit(deposit_id);
  approve(deposit_id);
  EXPECT_THAT(settle_all(), ElementsAre(CheckoutStep::lapse));
  EXPECT_EQ(status(id), Status::lapsed);
  EXPECT_EQ(orders(), 0);
}

TEST_P(SettlementTest, ARejectedPaymentLeavesTheUsualTime) {
  begin(DepositMethod::blik);
  const auto deposit_id = request_for_checkout(Money::hundredths(925));
  submit(deposit_id);
  settle_all();
  now += hours(2);
  transact([&](db::Tx& tx) {
    return reject_deposit(tx, deposit_id, permit<Act::reject_deposit>(Actor::owner(kOwner)).value(),
                          "no money", now)
        .has_value();
  });
  EXPECT_THAT(settle_all(), ElementsAre(CheckoutStep::hold_short));
  EXPECT_EQ(product(unit_).reserved_until, now + kReservationTime);
  EXPECT_THAT(settle_all(), IsEmpty());
}

TEST_P(SettlementTest, ARequestThatIsNotSubmittedHoldsNothing) {
  begin(DepositMethod::blik);
  request(Money::hundredths(925));
  EXPECT_THAT(settle_all(), IsEmpty());
}

TEST_P(SettlementTest, CancellingEndsTheCheckout) {
  const auto id = begin(DepositMethod::blik);
  EXPECT_TRUE(transact([&](db::Tx& tx) { return cancel_checkout(tx, kBob, unit_); }));
  EXPECT_EQ(status(id), Status::cancelled);
  give(kBob, Money::units(100));
  EXPECT_THAT(settle_all(), IsEmpty());
}

TEST_P(SettlementTest, PayingByAnotherMethodIsTheSameCheckout) {
  const auto id = begin(DepositMethod::blik);
  EXPECT_EQ(pay_by(DepositMethod::btc), id);
  EXPECT_EQ(count("checkouts"), 1);
}

TEST_P(SettlementTest, WhatTheCustomerBoughtThemselvesIsNotBoughtAgain) {
  const auto id = begin(DepositMethod::blik);
  give(kBob, Money::hundredths(925));
  EXPECT_TRUE(purchase(kBob, unit_, now));
  EXPECT_THAT(settle_all(), ElementsAre(CheckoutStep::cancel));
  EXPECT_EQ(status(id), Status::cancelled);
  EXPECT_EQ(orders(), 1);
}

TEST_P(SettlementTest, AnotherUnitOfTheOfferThatTheyBoughtEndsItToo) {
  const auto second = stock(voucher_at(Money::units(35)), 1).front();
  const auto id = begin(DepositMethod::btc);
  now += minutes(20);
  transact([&](db::Tx& tx) { return release_expired(tx, now); });
  give(kBob, Money::hundredths(925));
  buy(kBob, second, now);
  mine({payment(kBob, "late", 20'000)});
  EXPECT_THAT(settle_all(), ElementsAre(CheckoutStep::cancel));
  EXPECT_EQ(status(id), Status::cancelled);
  EXPECT_EQ(orders(), 1);
}

TEST_P(SettlementTest, APurchaseThatWasGivenUpForAnotherIsNotMadeWithItsMoney) {
  const auto first = begin(DepositMethod::btc);
  now += minutes(20);
  transact([&](db::Tx& tx) { return release_expired(tx, now); });
  auto other = voucher_named("Other");
  other.base_price = Money::units(35);
  unit_ = stock(other);
  const auto second = begin(DepositMethod::btc);
  EXPECT_EQ(status(first), Status::lapsed);
  mine({payment(kBob, "a", 5'000)});
  EXPECT_THAT(settle_all(), ElementsAre(CheckoutStep::buy));
  EXPECT_EQ(status(second), Status::completed);
}

TEST_P(SettlementTest, ALatePaymentNeverBuysAtAHigherPrice) {
  const auto id = begin(DepositMethod::btc);
  const auto second = stock(voucher_at(Money::units(35)), 1).front();
  now += minutes(20);
  transact([&](db::Tx& tx) { return release_expired(tx, now); });
  execute("UPDATE products SET base_price = $1", Money::units(40));
  give(kCid, Money::units(40));
  buy(kCid, unit_, now);
  give(kBob, Money::units(100));
  mine({payment(kBob, "late", 5'000)});
  EXPECT_THAT(settle_all(), ElementsAre(CheckoutStep::refuse_price));
  EXPECT_EQ(status(id), Status::price_changed);
  EXPECT_FALSE(product(second).is_reserved);
  EXPECT_EQ(orders(), 1);
}

TEST_P(SettlementTest, CoinsThatAreKeptBecauseTheyAreTooFewAreNotOnTheWay) {
  const auto id = begin(DepositMethod::btc);
  mine({payment(kBob, "dust", 100)});
  now += hours(25);
  EXPECT_THAT(settle_all(), ElementsAre(CheckoutStep::lapse));
  EXPECT_EQ(status(id), Status::lapsed);
}

TEST_P(SettlementTest, ABanGivesTheUnitBack) {
  const auto id = begin(DepositMethod::blik);
  execute("UPDATE users SET is_banned = true WHERE id = $1", kBob);
  EXPECT_THAT(settle_all(), ElementsAre(CheckoutStep::cancel));
  EXPECT_EQ(status(id), Status::cancelled);
  EXPECT_FALSE(product(unit_).is_reserved);
}

TEST_P(SettlementTest, ARateIsPromisedForOnePayment) {
  const auto asked = ask(Money::units(100), now + kReservationTime);
  set_rate(Money::units(100'000));
  mine({payment(kBob, "first", asked)});
  mine({{.txid = "second", .output = 0, .amount_sat = asked, .address = deposit_address("first")}});
  EXPECT_EQ(deposit("first").amount, Money::units(100));
  EXPECT_EQ(deposit("second").amount, Money::units(50));
}

TEST_P(SettlementTest, ThoseWhoSettleAtOnceBuyOnce) {
  const auto id = begin(DepositMethod::blik);
  give(kBob, Money::units(100));
  std::vector<std::future<CheckoutStep>> results;
  for (int i = 0; i < 8; ++i) {
    results.push_back(std::async(std::launch::async, [&] {
      return transact([&](db::Tx& tx) { return settle_checkout(tx, id, kTimes, now); });
    }));
  }
  int bought = 0;
  for (auto& result : results) {
    bought += result.get() == CheckoutStep::buy ? 1 : 0;
  }
  EXPECT_EQ(bought, 1);
  EXPECT_EQ(orders(), 1);
  EXPECT_EQ(balance(kBob), Money::hundredths(9075));
}

TEST_P(SettlementTest, ManyCheckoutsAreLookedThrough) {
  constexpr int kMany = 205;
  for (int i = 0; i < kMany; ++i) {
    join(5'000 + i);
    unit_ = stock(voucher_at(Money::units(35)));
    EXPECT_TRUE(reserve(5'000 + i, unit_, now));
    pay_by(DepositMethod::blik, 5'000 + i);
  }
  give(5'000 + kMany - 1, Money::units(35));
  EXPECT_THAT(settle_all(), ElementsAre(CheckoutStep::buy));
}

// It runs right behind each sale.
TEST_P(SettlementTest, ALookForDueCheckoutsCostsAStatementWhenNoneWaits) {
  EXPECT_EQ(statements_of_look(), 1);
  begin(DepositMethod::blik);
  EXPECT_EQ(statements_of_look(), 3);
}

TEST_P(SettlementTest, AShortfallIsAskedForOnlyWhenTheKnownBalanceIsTooSmall) {
  const auto reservation = reserve(kBob, unit_, now).value();
  const auto of = [&](db::Tx& tx, Money balance) {
    return find_shortfall(tx, kBob, reservation, balance);
  };
  EXPECT_EQ(
      statements_of([&](db::Tx& tx) { EXPECT_EQ(of(tx, Money::units(35)).missing, Money()); }), 0);
  submit(request(Money::hundredths(925)));
  EXPECT_EQ(statements_of([&](db::Tx& tx) {
              const auto shortfall = of(tx, Money::units(1));
              EXPECT_EQ(shortfall.balance, Money::hundredths(2575))
                  << "as it is, not as it was read";
              EXPECT_EQ(shortfall.missing, Money::hundredths(925));
              EXPECT_TRUE(shortfall.is_on_the_way);
            }),
            1);
  EXPECT_EQ(statements_of([&](db::Tx& tx) {
              const auto shortfall = find_shortfall(tx, kBob, unit_, now).value();
              EXPECT_EQ(shortfall.reservation.reserved_until, reservation.reserved_until);
              EXPECT_EQ(shortfall.missing, Money::hundredths(925));
              EXPECT_TRUE(shortfall.is_on_the_way);
            }),
            1);
}

INSTANTIATE_TEST_SUITE_P(, SettlementTest, support::kBothEngines, support::engine_name);

}  // namespace
}  // namespace shop
