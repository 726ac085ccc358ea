// Addresses, approvals and charges at the same time.
#include <future>
#include <set>

#include <gmock/gmock.h>

#include "shop/deposits/manual/manual_deposit.h"
#include "shop/deposits/star_deposit.h"
#include "shop/testing/money_in_fixture.h"

namespace shop {
namespace {

using base::Money;
using testing::SizeIs;

constexpr int kAtOnce = 8;

class DepositConcurrencyTest : public MoneyInTest {
 protected:
  // What `act(0)` to `act(kAtOnce - 1)`, all begun together, return.
  template <class Act>
  static auto all_at_once(Act act) {
    using Result = std::invoke_result_t<Act, int>;
    std::vector<std::future<Result>> futures;
    futures.reserve(kAtOnce);
    for (int i = 0; i < kAtOnce; ++i) {
      futures.push_back(std::async(std::launch::async, [&act, i] { return act(i); }));
    }
    std::vector<Result> results;
    results.reserve(futures.size());
    for (auto& future : futures) {
      results.push_back(future.get());
    }
    return results;
  }
  static std::int64_t trues(const std::vector<bool>& results) {
    return std::ranges::count(results, true);
  }
};
INSTANTIATE_TEST_SUITE_P(, DepositConcurrencyTest, support::kBothEngines, support::engine_name);

TEST_P(DepositConcurrencyTest, AnIndexIsGivenOnce) {
  for (int i = 0; i < kAtOnce; ++i) {
    join(i + 1);
  }
  const auto indexes = all_at_once([&](int i) { return address(i + 1).derivation_index; });
  EXPECT_THAT(std::set(indexes.begin(), indexes.end()), SizeIs(kAtOnce));
  EXPECT_EQ(std::ranges::max(indexes), kAtOnce - 1) << "and none is left out";
}

TEST_P(DepositConcurrencyTest, ACustomerWhoAsksManyTimesAtOnceIsShownOneAddress) {
  const auto ids = all_at_once([&](int) { return address(kBob).id; });
  EXPECT_THAT(std::set(ids.begin(), ids.end()), SizeIs(1));
  EXPECT_EQ(count("crypto_addresses"), 1);
}

TEST_P(DepositConcurrencyTest, ADepositApprovedManyTimesAtOnceIsCreditedOnce) {
  base::SeededRandom random(1);
  const auto id = transact([&](db::Tx& tx) {
                    return request_deposit(tx, kBob, DepositMethod::bank, Money::units(100),
                                           {Money::units(5), Money::units(1000)}, random, now);
                  })->id;
  const auto decided = all_at_once([&](int i) {
    const auto decider = Actor::owner(i + 1);
    if (i % 2 == 0) {
      return transact([&](db::Tx& tx) {
               return approve_deposit(tx, id, permit<Act::approve_deposit>(decider).value(),
                                      rules.commission, now);
             })
          .has_value();
    }
    return transact([&](db::Tx& tx) {
             return reject_deposit(tx, id, permit<Act::reject_deposit>(decider).value(), "no", now);
           })
        .has_value();
  });
  EXPECT_EQ(trues(decided), 1);
  const bool is_approved = deposit(id).status == DepositStatus::completed;
  EXPECT_EQ(balance(kBob), Money::units(is_approved ? 100 : 0));
  EXPECT_EQ(earnings(kAnn), Money::units(is_approved ? 3 : 0));
}

TEST_P(DepositConcurrencyTest, RequestsAtOnceAreThreeAtMost) {
  const auto made = all_at_once([&](int i) {
    base::SeededRandom random(static_cast<std::uint64_t>(i));
    return transact([&](db::Tx& tx) {
             return request_deposit(tx, kBob, DepositMethod::blik, Money::units(10),
                                    {Money::units(5), Money::units(1000)}, random, now);
           })
        .has_value();
  });
  EXPECT_EQ(trues(made), kMaxPendingManual);
}

TEST_P(DepositConcurrencyTest, AChargeToldManyTimesAtOnceIsCreditedOnce) {
  const StarInvoice invoice{.user_id = kBob, .amount = Money::units(100), .stars = 2000};
  const auto credited = all_at_once([&](int) {
    return transact([&](db::Tx& tx) {
             return credit_stars(tx, {kBob, "XTR", 2000, star_payload(invoice)}, "charge",
                                 rules.commission, now);
           })
        ->credited.has_value();
  });
  EXPECT_EQ(trues(credited), 1);
  EXPECT_EQ(balance(kBob), Money::units(100));
}

// Referees and their referrer, each of whom the other's deposits name too.
TEST_P(DepositConcurrencyTest, CreditsThatNameEachOthersCustomersLoseNothing) {
  execute("UPDATE users SET referrer_id = $2 WHERE id = $1", kAnn, kBob);
  const auto credited = all_at_once([&](int i) {
    const auto user_id = i % 2 == 0 ? kAnn : kBob;
    const StarInvoice invoice{.user_id = user_id, .amount = Money::units(100), .stars = 2000};
    return transact([&](db::Tx& tx) {
             return credit_stars(tx, {user_id, "XTR", 2000, star_payload(invoice)},
                                 std::to_string(i), rules.commission, now);
           })
        ->credited.has_value();
  });
  EXPECT_EQ(trues(credited), kAtOnce);
  EXPECT_EQ(balance(kAnn), Money::units(412));
  EXPECT_EQ(balance(kBob), Money::units(412));
}

TEST_P(DepositConcurrencyTest, BlocksOfBothCoinsAndPurchasesAtOnceLoseNothing) {
  for (const auto coin : {Coin::btc, Coin::ltc}) {
    set_rate(Money::units(200'000), coin);
  }
  std::vector<std::vector<CoinPayment>> payments;
  for (const auto coin : {Coin::btc, Coin::ltc}) {
    payments.push_back({payment(kBob, "1", 50'000, 0, coin), payment(kAnn, "2", 50'000, 0, coin),
                        payment(kCid, "3", 50'000, 0, coin)});
  }
  all_at_once([&](int i) {
    if (i < 2) {
      mine(payments[static_cast<std::size_t>(i)], i == 0 ? Coin::btc : Coin::ltc);
    } else {
      const StarInvoice invoice{.user_id = kBob, .amount = Money::units(10), .stars = 200};
      EXPECT_TRUE(transact([&](db::Tx& tx) {
        return credit_stars(tx, {kBob, "XTR", 200, star_payload(invoice)}, std::to_string(i),
                            rules.commission, now);
      }));
    }
    return true;
  });
  EXPECT_EQ(balance(kBob), Money::units(260));
  EXPECT_EQ(balance(kCid), Money::units(200));
  EXPECT_EQ(earnings(kAnn), Money::hundredths(7'80));
}

}  // namespace
}  // namespace shop
