// A shop whose clock is wrong: the chain tells which payments are newer than an address, and the
// owners are told of the clock.
#include <gmock/gmock.h>

#include "chain/testing/model_explorer.h"
#include "shop/deposits/coins/chain_clock.h"
#include "shop/testing/rate.h"
#include "watcher/watched_shop.h"

namespace watching {
namespace {

using base::Money;
using shop::DepositStatus;
using std::chrono::hours;
using std::chrono::minutes;

class WrongClock : public ModelChainShop {
 protected:
  // Sets the clock while the shop is at the tip, as if it had always been wrong by that much.
  void be_wrong_by(std::chrono::minutes offset) {
    set_clock(offset);
    await([&] {
      return read([&](db::Tx& tx) {
        return shop::height_at_tip(tx, base::Coin::btc, clock_.now()).has_value();
      });
    });
  }
  // With a rate of then.
  void set_clock(std::chrono::minutes offset) {
    clock_.set(kStart + offset);
    transact([&](db::Tx& tx) {
      shop::set_rate(tx, base::Coin::btc, Money::units(200'000), clock_.now());
      return true;
    });
  }
  std::optional<std::chrono::seconds> offset() {
    return read([](db::Tx& tx) { return shop::clock_offset(tx, base::Coin::btc); });
  }
};
INSTANTIATE_TEST_SUITE_P(, WrongClock, support::kBothEngines, support::engine_name);

TEST_P(WrongClock, CountsAPaymentThatWasSeenAndThenMined) {
  begin();
  be_wrong_by(hours(4));
  const auto payment = pay({open_address()}, kSat);
  explorer_.add_waiting(payment);
  await_status(DepositStatus::pending);
  mine({payment});
  EXPECT_EQ(status(), DepositStatus::completed);
  EXPECT_EQ(balance(), Money::units(100));
  EXPECT_EQ(alerts("address_not_issued"), 0);
}

TEST_P(WrongClock, CountsAPaymentThatIsFirstSeenInABlock) {
  begin();
  be_wrong_by(hours(24));
  mine({pay({open_address()}, kSat)});
  EXPECT_EQ(balance(), Money::units(100));
  EXPECT_EQ(alerts("address_not_issued"), 0);
}

// Its address was given while the shop was behind, so that only the clocks could tell.
TEST_P(WrongClock, NeverFiltersWhatItHasRecorded) {
  begin();
  ASSERT_TRUE(stop());
  set_clock(hours(4));
  const auto payment = pay({open_address()}, kSat);
  explorer_.add_waiting(payment);
  start();
  await_status(DepositStatus::pending);
  mine({payment});
  EXPECT_EQ(balance(), Money::units(100));
  EXPECT_EQ(alerts("address_not_issued"), 0);
}

// While the branch changes, the time of its newest block is not known.
TEST_P(WrongClock, CountsAPaymentInABlockOfAnotherBranch) {
  begin();
  ASSERT_TRUE(stop());
  set_clock(hours(4));
  const auto payment = pay({open_address()}, kSat);
  explorer_.take_back(1);
  explorer_.mine({payment});
  explorer_.mine({});
  start();
  await([&] { return balance() == Money::units(100); });
  EXPECT_EQ(alerts("address_not_issued"), 0);
}

TEST_P(WrongClock, AnAddressKnowsTheHeightAtWhichItWasGiven) {
  begin();
  be_wrong_by(-hours(4));
  const auto given = open_address();
  explorer_.take_back(1);
  explorer_.mine({pay({given}, kSat)});
  mine();
  EXPECT_EQ(balance(), Money::units(100)) << "in a block that took the place of an older one";
}

TEST_P(WrongClock, WhatCameBeforeTheAddressIsNotCountedWhateverTheClock) {
  begin();
  be_wrong_by(-hours(4));
  const auto later = account_.address(0);
  mine({pay({account_.address(0)}, kSat)});
  EXPECT_EQ(alerts("address_not_issued"), 1);
  EXPECT_NE(open_address(), later) << "it is passed over";
  EXPECT_EQ(balance(), Money());
}

TEST_P(WrongClock, IsToldOnceWhenItIsAhead) {
  begin();
  be_wrong_by(hours(3));
  mine();
  EXPECT_EQ(alerts("clock_is_off"), 0) << "a node that was cut off may bring one old block";
  be_wrong_by(hours(3) + minutes(11));
  mine();
  EXPECT_EQ(alerts("clock_is_off"), 1);
  EXPECT_EQ(offset(), hours(3) + minutes(11));
  mine();
  EXPECT_EQ(alerts("clock_is_off"), 1);
  be_wrong_by(minutes(119));
  mine();
  EXPECT_EQ(alerts("clock_is_right"), 1);
  EXPECT_EQ(offset(), std::nullopt);
}

TEST_P(WrongClock, IsToldAtOnceWhenItIsBehind) {
  begin();
  be_wrong_by(-hours(3));
  mine();
  EXPECT_EQ(alerts("clock_is_off"), 1);
  EXPECT_EQ(offset(), -hours(3));
}

TEST_P(WrongClock, OldBlocksAfterALongTimeAreNoSign) {
  begin();
  ASSERT_TRUE(stop());
  clock_.advance(hours(48));
  explorer_.mine_empty(5);
  start();
  await_height(explorer_.height());
  EXPECT_EQ(alerts("clock_is_off"), 0);
}

// Which shops of before hold addresses without a height.
TEST_P(WrongClock, JudgesByTheClockAsFarAsItIsKnownToBeOff) {
  begin();
  be_wrong_by(hours(4));
  mine();
  be_wrong_by(hours(4) + minutes(11));
  mine();
  ASSERT_TRUE(offset());
  ASSERT_TRUE(stop());
  transact([](db::Tx& tx) { return tx.execute("UPDATE coins SET at_tip_at = NULL") > 0; });
  const auto given = open_address();
  start();
  mine({pay({given}, kSat)});
  EXPECT_EQ(balance(), Money::units(100));
}

}  // namespace
}  // namespace watching
