// What is paid in parts waits as long as the whole, and what nobody may spend yet longer.
#include <gmock/gmock.h>

#include "shop/testing/money_in_fixture.h"

namespace shop {
namespace {

using base::Money;
using testing::IsEmpty;
using testing::SizeIs;

constexpr std::int64_t kSmall = 50'000;   // satoshis that are worth 100
constexpr std::int64_t kAll = 1'000'000;  // 2000: three confirmations

class ChainConfirmationsTest : public MoneyInTest {
 protected:
  static Money price() { return Money::units(200'000); }
  void SetUp() override {
    MoneyInTest::SetUp();
    set_rate(price());
  }
};
INSTANTIATE_TEST_SUITE_P(, ChainConfirmationsTest, support::kBothEngines, support::engine_name);

// 20 parts of one payment, each of which alone would need one confirmation.
std::vector<CoinPayment> in_parts(const std::string& address, std::int64_t part_sat) {
  std::vector<CoinPayment> parts;
  for (int i = 0; i < 20; ++i) {
    parts.push_back({"tx", i, part_sat, address});
  }
  return parts;
}

TEST_P(ChainConfirmationsTest, PartsOfATransactionWaitAsLongAsTheWhole) {
  for (const auto coin : {Coin::btc, Coin::ltc}) {
    set_rate(price(), coin);
    EXPECT_THAT(mine(in_parts(address(kCid, coin).address, kAll / 20), coin).credited, IsEmpty());
    EXPECT_THAT(mine({}, coin).credited, IsEmpty());
    EXPECT_EQ(value<std::int64_t>("SELECT max(confirmations_needed) FROM deposits"), 3);
    EXPECT_THAT(mine({}, coin).credited, SizeIs(20));
  }
  EXPECT_EQ(balance(kCid), Money::units(4000));
}

TEST_P(ChainConfirmationsTest, PartsThatWaitForABlockSayHowLongTheWholeWaits) {
  wait(in_parts(address(kCid).address, kAll / 20));
  EXPECT_EQ(deposit("tx", 0).chain().confirmations_needed, 3);
  EXPECT_EQ(deposit("tx", 19).chain().confirmations_needed, 3);
  wait({payment(kCid, "other", kAll / 20)});
  EXPECT_EQ(deposit("other").chain().confirmations_needed, 1);
}

TEST_P(ChainConfirmationsTest, PartsInTransactionsOfABlockWaitAsLongAsTheWhole) {
  mine({payment(kCid, "1", kAll / 2), payment(kCid, "2", kAll / 2), payment(kBob, "3", kAll / 2)});
  EXPECT_EQ(balance(kCid), Money());
  EXPECT_EQ(balance(kBob), Money::units(1000)) << "another customer's are none of theirs";
  mine({payment(kBob, "4", kAll / 2)});
  EXPECT_EQ(balance(kBob), Money::units(2000)) << "another block's neither";
  mine();
  EXPECT_EQ(balance(kCid), Money::units(2000));
}

TEST_P(ChainConfirmationsTest, PartsToSeveralAddressesWaitAsLongAsTheWhole) {
  const auto first = payment(kCid, "tx", kAll / 2, 0);
  wait({first});
  const auto second = payment(kCid, "tx", kAll / 2, 1);
  ASSERT_NE(first.address, second.address);
  EXPECT_THAT(mine({first, second}).credited, IsEmpty());
  mine();
  EXPECT_THAT(mine().credited, SizeIs(2));
}

TEST_P(ChainConfirmationsTest, APartThatIsFoundLaterWaitsWithTheCreditedOnes) {
  mine({payment(kCid, "1", kAll / 2)});
  ASSERT_EQ(balance(kCid), Money::units(1000));
  mine();
  const auto late = payment(kCid, "1", kAll / 2, 1);
  const auto recover = [&] {
    return transact([&](db::Tx& tx) {
      return recover_block(tx, Coin::btc, {101, "hash-101"}, std::vector{late}, rules, now);
    });
  };
  EXPECT_THAT(recover().credited, IsEmpty());
  EXPECT_THAT(mine().credited, SizeIs(1));
  EXPECT_EQ(balance(kCid), Money::units(2000));
}

TEST_P(ChainConfirmationsTest, APartOfUnknownWorthAsksForTheMost) {
  wait({payment(kCid, "tx", kSmall, 0)});
  execute("DELETE FROM exchange_rates");
  const CoinPayment known{"tx", 0, kSmall, address_at(0)};
  EXPECT_THAT(mine({known, payment(kCid, "tx", kSmall, 1)}).credited, IsEmpty());
  EXPECT_EQ(deposit("tx", 0).chain().confirmations_needed, 3);
}

TEST_P(ChainConfirmationsTest, CoinsThatNobodyMaySpendYetAreNotCredited) {
  auto mined = payment(kBob, "mined", kSmall);
  mined.min_confirmations = 6;
  mine({mined, payment(kCid, "tx", kSmall)});
  EXPECT_EQ(balance(kCid), Money::units(100));
  for (int i = 2; i < 6; ++i) {
    EXPECT_THAT(mine().credited, IsEmpty()) << i;
  }
  EXPECT_EQ(deposit("mined").chain().confirmations_needed, 6);
  EXPECT_THAT(mine().credited, SizeIs(1));
}

TEST_P(ChainConfirmationsTest, ARescanTellsOlderDepositsTheirMaturity) {
  auto mined = payment(kBob, "mined", kAll);
  mine({mined});
  mined.min_confirmations = 5;
  const auto moved = transact([&](db::Tx& tx) {
    return recover_block(tx, Coin::btc, {101, "hash-101"}, std::vector{mined}, rules, now);
  });
  EXPECT_THAT(moved.credited, IsEmpty());
  for (int i = 2; i < 5; ++i) {
    EXPECT_THAT(mine().credited, IsEmpty()) << i;
  }
  EXPECT_THAT(mine().credited, SizeIs(1));
}

}  // namespace
}  // namespace shop
