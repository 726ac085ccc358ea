#include "shop/deposits/coins/chain_clock.h"

#include <gmock/gmock.h>

#include "shop/testing/money_in_fixture.h"

namespace shop {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

class ChainClockTest : public MoneyInTest {
 protected:
  void be_at_tip(Coin coin = Coin::btc) {
    transact([&](db::Tx& tx) {
      note_at_tip(tx, coin, now);
      return true;
    });
  }
  std::optional<ClockChange> get_block(base::Timestamp time, Coin coin = Coin::btc) {
    return transact([&](db::Tx& tx) { return compare_clocks(tx, coin, time, now); });
  }
  std::optional<seconds> offset(Coin coin = Coin::btc) {
    return read([&](db::Tx& tx) { return clock_offset(tx, coin); });
  }
};
INSTANTIATE_TEST_SUITE_P(, ChainClockTest, support::kBothEngines, support::engine_name);

TEST_P(ChainClockTest, AnAddressNotesTheHeightWhileTheShopIsAtTheTip) {
  EXPECT_EQ(address(kAnn).given_height, std::nullopt);
  be_at_tip();
  now += minutes(5);
  EXPECT_EQ(address(kBob).given_height, 100);
  now += minutes(1);
  EXPECT_EQ(address(kCid).given_height, std::nullopt);
  EXPECT_EQ(address(kBob, Coin::ltc).given_height, std::nullopt);
  be_at_tip(Coin::ltc);
  EXPECT_EQ(address(kCid, Coin::ltc).given_height, 100);
}

TEST_P(ChainClockTest, AClockThatWasSetBackIsNotAtTheTipForever) {
  be_at_tip();
  now -= hours(4);
  EXPECT_EQ(address(kAnn).given_height, std::nullopt);
  be_at_tip();
  EXPECT_EQ(address(kBob).given_height, 100);
}

TEST_P(ChainClockTest, AnUndoneBlockIsNoneThatWasSeen) {
  mine();
  mine();
  be_at_tip();
  const auto given = address(kBob);
  EXPECT_EQ(given.given_height, 102);
  undo();
  undo();
  const auto found = read([&](db::Tx& tx) { return find_address(tx, Coin::btc, given.address); });
  EXPECT_EQ(found->given_height, 100);
}

TEST_P(ChainClockTest, ABlockFromTheFutureTellsAtOnce) {
  for (const auto coin : {Coin::btc, Coin::ltc}) {
    EXPECT_EQ(get_block(now + hours(2), coin), std::nullopt);
    EXPECT_EQ(get_block(now + hours(2) + seconds(1), coin), ClockChange::went_off);
    EXPECT_EQ(offset(coin), -hours(2) - seconds(1));
    EXPECT_EQ(get_block(now + hours(3), coin), std::nullopt) << "told once";
    EXPECT_EQ(get_block(now, coin), ClockChange::came_right);
    EXPECT_EQ(offset(coin), std::nullopt);
    EXPECT_EQ(get_block(now, coin), std::nullopt);
  }
}

TEST_P(ChainClockTest, OldBlocksTellWhenTheyKeepComingToTheTip) {
  EXPECT_EQ(get_block(now - hours(5)), std::nullopt) << "while it catches up";
  be_at_tip();
  EXPECT_EQ(get_block(now - hours(5)), std::nullopt);
  now += minutes(9);
  be_at_tip();
  EXPECT_EQ(get_block(now - hours(5)), std::nullopt);
  now += minutes(1);
  EXPECT_EQ(get_block(now - hours(5)), ClockChange::went_off);
  EXPECT_EQ(offset(), hours(5));
}

TEST_P(ChainClockTest, ANodeThatWasCutOffIsNoWrongClock) {
  be_at_tip();
  for (int late = 5; late >= 0; --late) {
    EXPECT_EQ(get_block(now - hours(late)), std::nullopt);
    now += minutes(1);
    be_at_tip();
  }
  EXPECT_EQ(offset(), std::nullopt);
}

}  // namespace
}  // namespace shop
