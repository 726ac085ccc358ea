// An offer that is withdrawn while its units are bought, also by purchases that waited for their
// payment.
#include <atomic>
#include <future>
#include <thread>

#include <gmock/gmock.h>

#include "shop/checkout/checkout.h"
#include "shop/checkout/settlement.h"
#include "shop/money/adjustment.h"
#include "shop/stock/changes/withdrawal.h"
#include "shop/testing/money_in_fixture.h"

namespace shop {
namespace {

using base::Money;
using std::chrono::minutes;

constexpr HoldTimes kRaceTimes{.reservation = kReservationTime, .payment = std::chrono::hours(24)};

class WithdrawalRaceTest : public MoneyInTest {
 protected:
  void SetUp() override {
    MoneyInTest::SetUp();
    set_rate(Money::units(200'000));
  }
  // A customer has started to pay for the unit by a coin; returns the checkout's id.
  std::int64_t start(std::int64_t user_id, std::int64_t unit) {
    EXPECT_TRUE(reserve(user_id, unit, now));
    return transact([&](db::Tx& tx) {
      const auto shortfall = find_shortfall(tx, user_id, unit, now).value();
      return start_checkout(tx, shortfall, user_id, DepositMethod::btc, std::nullopt, now).id;
    });
  }
  // The reservations end, and then the customer's money comes: it buys any unit of the offer.
  void pay_late(std::int64_t user_id) {
    now += kReservationTime + minutes(1);
    transact([&](db::Tx& tx) { return release_expired(tx, now); });
    mine({payment(user_id, "late" + std::to_string(++gifts_), 100'000)});
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
  // Each counts its runs: one more than its calls is a deadlock that was begun anew.
  CheckoutStep settle(std::int64_t checkout) {
    return transact([&](db::Tx& tx) {
      ++runs_;
      return settle_checkout(tx, checkout, kRaceTimes, now);
    });
  }
  std::int64_t withdraw(const Product& unit) {
    return transact([&](db::Tx& tx) {
      ++runs_;
      return withdraw_offer(tx, unit, "end of season",
                            permit<Act::withdraw_product>(Actor::owner(1)).value(), now);
    });
  }
  bool reserve_and_buy(std::int64_t user_id, const Product& unit) {
    const auto held = transact([&](db::Tx& tx) {
      ++runs_;
      return shop::reserve(tx, user_id, unit.id, now, kReservationTime);
    });
    return held && transact([&](db::Tx& tx) {
             ++runs_;
             return shop::purchase(tx, user_id, held->product.id, price_of(unit), now).has_value();
           });
  }
  // Until another transaction waits for a lock.
  void wait_for_a_waiter() {
    while (value<std::int64_t>("SELECT count(*) FROM pg_locks WHERE NOT granted") == 0) {
      std::this_thread::yield();
    }
  }
  int runs() const { return runs_; }

 private:
  std::atomic<int> runs_ = 0;
  int gifts_ = 0;
};
// Row locks are PostgreSQL's alone.
INSTANTIATE_TEST_SUITE_P(, WithdrawalRaceTest, testing::Values(db::Engine::postgres),
                         support::engine_name);

TEST_P(WithdrawalRaceTest, AnOfferIsLockedBehindThePurchasesThatWaitForIt) {
  const auto unit = stock();
  const auto checkout = start(kAnn, unit);
  pay_late(kAnn);
  std::future<std::int64_t> withdrawn;
  transact([&](db::Tx& tx) {
    tx.query("SELECT id FROM checkouts WHERE id = $1 FOR NO KEY UPDATE", checkout);
    withdrawn = std::async(std::launch::async, [&] { return withdraw(product(unit)); });
    wait_for_a_waiter();
    EXPECT_EQ(settle_checkout(tx, checkout, kRaceTimes, now), CheckoutStep::buy);
    return true;
  });
  EXPECT_EQ(withdrawn.get(), 0) << "it is sold";
  EXPECT_EQ(runs(), 1) << "no deadlock";
  EXPECT_TRUE(product(unit).is_sold);
}

TEST_P(WithdrawalRaceTest, AUnitOfAnOfferIsEitherSoldOrWithdrawnAndNobodyDeadlocks) {
  constexpr int kRounds = 40;
  constexpr int kUnits = 3;
  int sold = 0;
  int withdrawn = 0;
  for (int round = 0; round < kRounds; ++round) {
    const auto units = stock(voucher_named(std::to_string(round)), kUnits);
    const std::int64_t late = 5'000 + round;
    join(late);
    const auto checkout = start(late, units.back());
    pay_late(late);
    give(kBob, Money::units(100));
    const auto unit = product(units[0]);
    const auto runs_before = runs();
    auto settled = std::async(std::launch::async, [&] { return settle(checkout); });
    auto bought = std::async(std::launch::async, [&] { return reserve_and_buy(kBob, unit); });
    auto out = std::async(std::launch::async, [&] { return withdraw(unit); });
    const auto step = settled.get();
    const bool is_bought = bought.get();
    const auto left = out.get();
    EXPECT_TRUE(step == CheckoutStep::buy || step == CheckoutStep::buy_anew ||
                step == CheckoutStep::wait);
    const int sales = (step == CheckoutStep::buy ? 1 : 0) + (is_bought ? 1 : 0);
    EXPECT_LE(sales + left, kUnits);
    EXPECT_LE(runs() - runs_before, 4) << "a deadlock in round " << round;
    sold += sales;
    withdrawn += static_cast<int>(left);
  }
  EXPECT_EQ(count("orders"), sold);
  EXPECT_EQ(count("withdrawn_products"), withdrawn);
  EXPECT_EQ(count("products"), kRounds * kUnits - withdrawn);
  EXPECT_EQ(value<std::int64_t>("SELECT count(*) FROM withdrawn_products w "
                                "JOIN orders o ON o.product_id = w.id"),
            0);
  EXPECT_GT(sold, 0);
  EXPECT_GT(withdrawn, 0);
}

}  // namespace
}  // namespace shop
