// What a sender makes many outputs of is told once, and nothing is told of what is worth nothing.
#include <gmock/gmock.h>

#include "shop/deposits/one_transaction.h"
#include "shop/testing/money_in_fixture.h"

namespace shop {
namespace {

using base::Money;
using std::chrono::minutes;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

constexpr std::int64_t kOneUnit = 500;  // satoshis that are worth 1
constexpr int kOutputs = 400;

class ChainNoticesTest : public MoneyInTest {
 protected:
  void SetUp() override {
    MoneyInTest::SetUp();
    set_rate(Money::units(200'000));
    set_rate(Money::units(200'000), Coin::ltc);
  }

  // To Bob, whom Ann has invited.
  std::vector<CoinPayment> outputs(std::int64_t amount_sat, Coin coin = Coin::btc) {
    const auto to = address(kBob, coin).address;
    std::vector<CoinPayment> all;
    for (int i = 0; i < kOutputs; ++i) {
      all.push_back({"tx", i, amount_sat, to});
    }
    return all;
  }
  Movement told_commission() {
    return read([](db::Tx& tx) {
      const auto transfer =
          tx.one<std::int64_t>("SELECT min(id) FROM transfers WHERE kind = 'commission'");
      return find_deposit_movement(tx, transfer, kAnn).value();
    });
  }
};
INSTANTIATE_TEST_SUITE_P(, ChainNoticesTest, support::kBothEngines, support::engine_name);

TEST_P(ChainNoticesTest, ATransactionIsToldOnceHoweverManyOutputsItHas) {
  const auto paid = outputs(kOneUnit);
  wait(paid);
  EXPECT_THAT(notices(kBob), ElementsAre("deposit_seen"));
  mine(paid);
  EXPECT_THAT(notices(kBob), ElementsAre("deposit_completed"));
  EXPECT_THAT(notices(kAnn), ElementsAre("commission"));
  EXPECT_EQ(balance(kBob), Money::units(kOutputs));
  const auto told = read([&](db::Tx& tx) { return credit_of(tx, deposit("tx")); });
  EXPECT_EQ(told.amount, Money::units(kOutputs));
  EXPECT_EQ(told.balance_after, Money::units(kOutputs));
  EXPECT_EQ(told_commission().amount, Money::units(12));
  EXPECT_EQ(told_commission().balance_after, Money::units(12));
  EXPECT_THAT(audit(), IsEmpty());
}

TEST_P(ChainNoticesTest, ATransactionThatIsTakenBackIsToldOnce) {
  const auto paid = outputs(kOneUnit);
  mine(paid);
  notices(kBob);
  notices(kAnn);
  undo();
  EXPECT_THAT(settle().reversed, SizeIs(kOutputs));
  EXPECT_THAT(notices(kBob), ElementsAre("deposit_reversed"));
  EXPECT_THAT(notices(kAnn), ElementsAre("commission_reversed"));
  wait(paid);
  EXPECT_THAT(notices(kBob), ElementsAre("deposit_seen"));
  replace("tx");
  EXPECT_THAT(notices(kBob), ElementsAre("deposit_replaced"));
  const auto told = read([&](db::Tx& tx) { return with_its_transaction(tx, deposit("tx")); });
  EXPECT_EQ(told.amount, Money::units(kOutputs));
  EXPECT_EQ(told.chain().amount_sat, kOneUnit * kOutputs);
}

TEST_P(ChainNoticesTest, ProgressIsToldOnceABlock) {
  const auto paid = outputs(kOneUnit * 5, Coin::ltc);
  mine(paid, Coin::ltc);
  EXPECT_THAT(notices(kBob), ElementsAre("deposit_seen"));
  mine({}, Coin::ltc);
  EXPECT_THAT(notices(kBob), ElementsAre("deposit_progress"));
  undo(Coin::ltc);
  undo(Coin::ltc);
  EXPECT_THAT(notices(kBob), ElementsAre("deposit_progress"));
  mine(paid, Coin::ltc);
  EXPECT_THAT(notices(kBob), ElementsAre("deposit_progress"));
  mine({}, Coin::ltc);
  notices(kBob);
  mine({}, Coin::ltc);
  EXPECT_THAT(notices(kBob), ElementsAre("deposit_completed"));
}

TEST_P(ChainNoticesTest, ATransactionBelowTheMinimumIsToldOnce) {
  rules.min = Money::units(1'000);
  mine(outputs(kOneUnit));
  EXPECT_THAT(notices(kBob), ElementsAre("deposit_too_small"));
  const auto told = read([&](db::Tx& tx) { return with_its_transaction(tx, deposit("tx")); });
  EXPECT_EQ(told.amount, Money::units(kOutputs));
}

TEST_P(ChainNoticesTest, EachCustomerOfATransactionIsTold) {
  mine({payment(kBob, "tx", 100 * kOneUnit, 0), payment(kCid, "tx", 200 * kOneUnit, 1)});
  EXPECT_THAT(notices(kBob), ElementsAre("deposit_completed"));
  EXPECT_THAT(notices(kCid), ElementsAre("deposit_completed"));
  const auto told = read([&](db::Tx& tx) { return credit_of(tx, deposit("tx", 1)); });
  EXPECT_EQ(told.amount, Money::units(200));
}

TEST_P(ChainNoticesTest, EachTransactionIsToldByItself) {
  const auto first = payment(kCid, "1", 100 * kOneUnit);
  wait({first, {"2", 0, 50 * kOneUnit, first.address}});
  EXPECT_THAT(notices(kCid), ElementsAre("deposit_seen", "deposit_seen"));
}

TEST_P(ChainNoticesTest, NothingIsToldOfDust) {
  for (const auto coin : {Coin::btc, Coin::ltc}) {
    const auto dust = outputs(1, coin);
    wait(dust, coin);
    mine(dust, coin);
    mine({}, coin);
    undo(coin);
    undo(coin);
    replace("tx", coin);
    EXPECT_THAT(notices(kBob), IsEmpty());
    wait(dust, coin);
    EXPECT_THAT(notices(kBob), IsEmpty());
  }
  EXPECT_EQ(count("deposits"), 2 * kOutputs);
}

TEST_P(ChainNoticesTest, DustBesideAnOutputThatCountsIsNotTold) {
  auto paid = outputs(1);
  paid.push_back({"tx", kOutputs, 100 * kOneUnit, paid.front().address});
  mine(paid);
  EXPECT_THAT(notices(kBob), ElementsAre("deposit_completed"));
  EXPECT_EQ(balance(kBob), Money::units(100));
}

TEST_P(ChainNoticesTest, CoinsOfAnUnknownWorthAreToldOnce) {
  now += minutes(61);
  wait(outputs(kOneUnit));
  EXPECT_THAT(notices(kBob), ElementsAre("deposit_seen"));
  const auto told = read([&](db::Tx& tx) { return with_its_transaction(tx, deposit("tx")); });
  EXPECT_EQ(told.amount, Money());
  EXPECT_EQ(told.chain().amount_sat, kOneUnit * kOutputs);
}

}  // namespace
}  // namespace shop
