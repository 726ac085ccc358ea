#include <chrono>
#include <iostream>
#include <set>
#include <string>

#include <gtest/gtest.h>

#include "base/random.h"
#include "kill/running_sale.h"
#include "shop/checkout/checkout.h"
#include "shop/money/adjustment.h"
#include "shop/testing/shop_fixture.h"
#include "support/eventually.h"
#include "support/on_both_engines.h"

namespace killed {
namespace {

using std::chrono::microseconds;

constexpr int kKills = 100;
constexpr std::uint64_t kSeed = 20'261'124;

class Killed : public support::OnBothEngines {
 protected:
  // Returns up to a quarter of a second, short times more often: a sale takes a few milliseconds,
  // its delivery some tens.
  microseconds some_time() {
    const auto max_us = std::uint64_t{1'000} << random_.below(9);
    return microseconds(random_.below(max_us));
  }

  // Runs the process and kills it while it starts and reserves, or while it sells.
  void live(RunningSale& sale) {
    sale.start();
    sale.press_buy();
    if (random_.below(5) > 0) {
      sale.press_confirm();
    }
    sale.kill_after(some_time());
  }

  // A customer without money has reserved a unit of their own and is going to pay for it.
  static bool begin_checkout(db::Tx& tx, std::int64_t user_id, base::Timestamp now) {
    shop::add_customer(tx, user_id);
    auto product = shop::voucher();
    product.name = "Of " + std::to_string(user_id);
    product.delivery_text = product.name;
    const auto unit = shop::add_units(tx, product, 1).front();
    EXPECT_TRUE(shop::reserve(tx, user_id, unit, now, std::chrono::hours(1)));
    const auto shortfall = shop::find_shortfall(tx, user_id, unit, now).value();
    shop::start_checkout(tx, shortfall, user_id, shop::DepositMethod::blik, std::nullopt, now);
    return true;
  }
  static bool pay(db::Tx& tx, std::int64_t user_id, base::Timestamp now) {
    return shop::adjust(tx,
                        {.user_id = user_id,
                         .amount = shop::voucher().base_price,
                         .reason = "test",
                         .idempotency_key = "payment " + std::to_string(user_id)},
                        shop::permit<shop::Act::adjust>(shop::Actor::cli()).value(), now)
        .has_value();
  }
  std::int64_t count(const std::string& what) {
    return read([&](db::Tx& tx) { return tx.one<std::int64_t>("SELECT count(*) FROM " + what); });
  }

  base::SeededRandom random_{kSeed};
};
INSTANTIATE_TEST_SUITE_P(, Killed, support::kBothEngines, support::engine_name);

TEST_P(Killed, AHundredTimesLosesNothingPaidAndSellsNothingTwice) {
  RunningSale sale(database(), url());
  sale.start();
  sale.show_cards();
  ASSERT_EQ(sale.stop(), 0);

  RunningSale::Stages seen;
  for (int kill = 0; kill < kKills; ++kill) {
    live(sale);
    const auto stages = sale.stages();
    seen.held += stages.held > 0;
    seen.unsent += stages.unsent > 0;
    seen.sending += stages.sending > 0;
  }
  sale.start();
  sale.finish();
  EXPECT_EQ(sale.stop(), 0);

  std::set<std::string> all;
  std::size_t paid = 0;
  for (int customer = 0; customer < RunningSale::kCustomers; ++customer) {
    const auto codes = sale.paid_codes(customer);
    EXPECT_EQ(sale.delivered_codes(customer), codes);
    all.insert(codes.begin(), codes.end());
    paid += codes.size();
  }
  EXPECT_EQ(all.size(), paid) << "a code was sold twice";
  std::string report;
  EXPECT_EQ(sale.audit(report), 0) << report;

  std::cout << "kills with a reservation " << seen.held << ", an unsent delivery " << seen.unsent
            << ", one being sent " << seen.sending << "; orders " << paid << '\n';
  EXPECT_GT(seen.held, 0);
  EXPECT_GT(seen.unsent, 0);
  EXPECT_GT(seen.sending, 0);
  EXPECT_GT(paid, std::size_t{kKills});
}

// Customers who wait for money, which comes before or while a process is killed.
TEST_P(Killed, PurchasesThatWaitForPaymentsCompleteOnce) {
  constexpr int kPayments = 30;
  constexpr std::int64_t kFirst = 9'001;
  RunningSale sale(database(), url());
  const auto begun = base::SystemClock().now();
  for (int i = 0; i < kPayments; ++i) {
    transact([&](db::Tx& tx) { return begin_checkout(tx, kFirst + i, begun); });
  }
  for (int i = 0; i < kPayments; ++i) {
    transact([&](db::Tx& tx) { return pay(tx, kFirst + i, begun); });
    sale.start();
    sale.kill_after(some_time());
  }
  sale.start();
  EXPECT_TRUE(
      support::eventually([&] { return count("checkouts WHERE status = 'waiting'") == 0; }));
  EXPECT_EQ(sale.stop(), 0);
  EXPECT_EQ(count("checkouts WHERE status = 'completed'"), kPayments);
  EXPECT_EQ(count("orders"), kPayments);
  EXPECT_EQ(count("users WHERE balance <> 0 AND id >= 9001"), 0);
  std::string report;
  EXPECT_EQ(sale.audit(report), 0) << report;
}

}  // namespace
}  // namespace killed
