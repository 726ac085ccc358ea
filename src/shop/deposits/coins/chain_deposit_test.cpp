#include "shop/deposits/coins/chain_deposit.h"

#include <gmock/gmock.h>

#include "shop/deposits/coins/chain_memory.h"
#include "shop/money/adjustment.h"
#include "shop/testing/money_in_fixture.h"

namespace shop {
namespace {

using base::Money;
using std::chrono::hours;
using std::chrono::minutes;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;
using Status = DepositStatus;

constexpr std::int64_t kHundred = 50'000;   // satoshis that are worth 100 at kPrice
constexpr std::int64_t kThree = 1'500;      // 3
constexpr std::int64_t kLarge = 1'000'000;  // 2000: three confirmations

class ChainDepositTest : public MoneyInTest {
 protected:
  static Money price() { return Money::units(200'000); }
  void SetUp() override {
    MoneyInTest::SetUp();
    set_rate(price());
  }
};
INSTANTIATE_TEST_SUITE_P(, ChainDepositTest, support::kBothEngines, support::engine_name);

TEST_P(ChainDepositTest, CreditsTheCustomerAndTheReferrerAsTheGuideSays) {
  const auto moved = mine({payment(kBob, "tx", kHundred)});
  EXPECT_EQ(value<std::string>("SELECT status FROM deposits WHERE user_id = $1 "
                               "ORDER BY created_at DESC LIMIT 1",
                               kBob),
            "completed");
  EXPECT_EQ(balance(kBob), Money::units(100));
  EXPECT_EQ(balance(kAnn), Money::units(3));
  EXPECT_EQ(earnings(kAnn), Money::units(3));
  ASSERT_THAT(moved.credited, SizeIs(1));
  const auto& credited = moved.credited[0];
  EXPECT_EQ(credited.user_id, kBob);
  EXPECT_EQ(credited.method, DepositMethod::btc);
  EXPECT_EQ(credited.amount_sat, kHundred);
  EXPECT_EQ(credited.amount, Money::units(100));
  EXPECT_EQ(credited.commission, Money::units(3));
  EXPECT_EQ(credited.referrer_id, kAnn);
  EXPECT_EQ(moved.found, 1);
  EXPECT_THAT(notices(kBob), ElementsAre("deposit_completed"));
  EXPECT_THAT(notices(kAnn), ElementsAre("commission"));
}

TEST_P(ChainDepositTest, KeepsTheRateItsSourceAndItsTime) {
  mine({payment(kBob, "tx", kHundred)});
  const auto found = deposit("tx");
  EXPECT_EQ(found.chain().rate, price());
  EXPECT_EQ(found.chain().rate_source, "a test");
  EXPECT_EQ(found.chain().rate_at, kNow);
  EXPECT_EQ(found.chain().block_height, 101);
  EXPECT_EQ(found.completed_at, kNow);
}

TEST_P(ChainDepositTest, PaysNoCommissionWithoutAReferrer) {
  const auto moved = mine({payment(kCid, "tx", kHundred)});
  EXPECT_EQ(moved.credited.at(0).referrer_id, std::nullopt);
  EXPECT_TRUE(moved.credited.at(0).commission.is_zero());
  EXPECT_EQ(balance(kCid), Money::units(100));
}

TEST_P(ChainDepositTest, TellsOfAWaitingPaymentAndCreditsItInItsBlock) {
  EXPECT_EQ(wait({payment(kBob, "tx", kHundred)}), 1);
  EXPECT_EQ(deposit("tx").status, Status::pending);
  EXPECT_EQ(deposit("tx").amount, Money::units(100));
  EXPECT_EQ(balance(kBob), Money());
  EXPECT_THAT(notices(kBob), ElementsAre("deposit_seen"));
  EXPECT_EQ(wait({{"tx", 0, kHundred, address_at(0)}}), 0) << "the same again";
  EXPECT_THAT(notices(kBob), IsEmpty());
  EXPECT_EQ(mine({{"tx", 0, kHundred, address_at(0)}}).found, 0);
  EXPECT_THAT(notices(kBob), ElementsAre("deposit_completed"));
}

TEST_P(ChainDepositTest, WaitsForAsManyConfirmationsAsItsWorthAsksFor) {
  mine({payment(kCid, "tx", kLarge)});
  EXPECT_EQ(deposit("tx").chain().confirmations_needed, 3);
  EXPECT_THAT(notices(kCid), ElementsAre("deposit_seen"));
  mine();
  EXPECT_THAT(notices(kCid), ElementsAre("deposit_progress"));
  EXPECT_EQ(read([&](db::Tx& tx) { return confirmations_of(tx, deposit("tx")); }), 2);
  EXPECT_EQ(balance(kCid), Money());
  EXPECT_THAT(mine().credited, SizeIs(1));
  EXPECT_EQ(balance(kCid), Money::units(2000));
  EXPECT_THAT(notices(kCid), ElementsAre("deposit_completed"));
  mine();
  EXPECT_THAT(notices(kCid), IsEmpty());
}

TEST_P(ChainDepositTest, CreditsEachOutputToTheCustomerWhoseAddressItPays) {
  const auto to_bob = payment(kBob, "tx", kHundred, 0);
  const CoinPayment again{"tx", 1, kHundred, to_bob.address};
  const auto to_cid = payment(kCid, "tx", 2 * kHundred, 7);
  EXPECT_THAT(mine({to_bob, again, to_cid}).credited, SizeIs(3));
  EXPECT_EQ(balance(kBob), Money::units(200));
  EXPECT_EQ(balance(kCid), Money::units(200));
  EXPECT_EQ(earnings(kAnn), Money::units(6));
}

TEST_P(ChainDepositTest, PassesOverPaymentsToNobodyAndOfNothing) {
  const auto moved = mine({{"tx", 0, kHundred, "elsewhere"}, payment(kBob, "tx", 0, 1)});
  EXPECT_EQ(moved.found, 0);
  EXPECT_EQ(count("deposits"), 0);
}

TEST_P(ChainDepositTest, APaidAddressIsShownNoMoreButCountsForEver) {
  const auto first = address(kBob).address;
  wait({{"1", 0, kHundred, first}});
  EXPECT_NE(address(kBob).address, first);
  mine({{"1", 0, kHundred, first}, {"2", 0, kHundred, first}});
  EXPECT_EQ(balance(kBob), Money::units(200));
}

TEST_P(ChainDepositTest, CoinsDoNotMix) {
  set_rate(Money::units(400), Coin::ltc);
  mine({payment(kBob, "tx", 25'000'000, 0, Coin::ltc)}, Coin::ltc);
  EXPECT_EQ(balance(kBob), Money::units(100));
  EXPECT_EQ(value<std::string>("SELECT account FROM ledger_lines WHERE amount < 0 AND account "
                               "LIKE 'deposits%'"),
            "deposits_ltc");
  mine({payment(kBob, "tx", kHundred)});
  EXPECT_EQ(balance(kBob), Money::units(200)) << "the same txid and output on another chain";
}

// Rates

TEST_P(ChainDepositTest, HoldsTheRateOfFirstSightForADay) {
  wait({payment(kCid, "tx", kHundred)});
  now += hours(24);
  set_rate(price() * 2);
  mine({{"tx", 0, kHundred, address_at(0)}});
  EXPECT_EQ(balance(kCid), Money::units(100));
}

TEST_P(ChainDepositTest, TakesTheRateOfCompletionAfterADay) {
  wait({payment(kCid, "tx", kHundred)});
  now += hours(24) + kMoment;
  set_rate(price() * 2);
  mine({{"tx", 0, kHundred, address_at(0)}});
  EXPECT_EQ(balance(kCid), Money::units(200));
  EXPECT_EQ(deposit("tx").chain().rate, price() * 2);
}

TEST_P(ChainDepositTest, CreditsNothingWithoutAFreshRateAndEverythingWhenRatesReturn) {
  now += minutes(60) + kMoment;
  mine({payment(kCid, "tx", kHundred)});
  EXPECT_EQ(deposit("tx").amount, Money());
  mine();
  EXPECT_THAT(settle().credited, IsEmpty());
  EXPECT_EQ(balance(kCid), Money());
  set_rate(price() * 2);
  EXPECT_THAT(settle().credited, SizeIs(1));
  EXPECT_EQ(balance(kCid), Money::units(200));
  EXPECT_THAT(settle().credited, IsEmpty());
}

TEST_P(ChainDepositTest, ARateOfAnHourIsFreshYet) {
  now += minutes(60);
  mine({payment(kCid, "tx", kHundred)});
  EXPECT_EQ(balance(kCid), Money::units(100));
}

TEST_P(ChainDepositTest, ALateDepositWithoutAFreshRateWaits) {
  wait({payment(kCid, "tx", kHundred)});
  now += hours(25);
  mine({{"tx", 0, kHundred, address_at(0)}});
  EXPECT_EQ(balance(kCid), Money());
  set_rate(price());
  settle();
  EXPECT_EQ(balance(kCid), Money::units(100));
}

TEST_P(ChainDepositTest, AsksForTheMostConfirmationsWhileNoRateIsKnown) {
  execute("DELETE FROM exchange_rates");
  mine({payment(kCid, "tx", kHundred)});
  EXPECT_EQ(deposit("tx").chain().confirmations_needed, 3);
  set_rate(price());
  EXPECT_THAT(settle().credited, SizeIs(1)) << "its worth asks for one";
}

TEST_P(ChainDepositTest, AWorthThatIsHigherAtCompletionAsksForMoreConfirmations) {
  wait({payment(kCid, "tx", kLarge / 2)});
  now += hours(25);
  set_rate(price() * 3);
  EXPECT_THAT(mine({{"tx", 0, kLarge / 2, address_at(0)}}).credited, IsEmpty());
  EXPECT_EQ(deposit("tx").chain().confirmations_needed, 3);
  mine();
  EXPECT_THAT(mine().credited, SizeIs(1));
  EXPECT_EQ(balance(kCid), Money::units(3000));
}

// Small deposits

TEST_P(ChainDepositTest, CreditsWhatWasKeptWhenTheMinimumIsLowered) {
  set_rate(price(), Coin::ltc);
  mine({payment(kBob, "1", kThree), payment(kCid, "2", kThree / 3)});
  mine({payment(kBob, "1", kThree, 0, Coin::ltc)}, Coin::ltc);
  rules.min = Money::units(2);
  EXPECT_THAT(settle().credited, SizeIs(1));
  EXPECT_THAT(settle().credited, IsEmpty());
  EXPECT_EQ(balance(kBob), Money::units(3));
  EXPECT_EQ(earnings(kAnn), Money::hundredths(9));
  EXPECT_THAT(settle(Coin::ltc).credited, SizeIs(1));
  EXPECT_EQ(balance(kBob), Money::units(6));
  EXPECT_EQ(balance(kCid), Money());
  rules.min = Money();
  settle();
  EXPECT_EQ(balance(kCid), Money::units(1));
  EXPECT_THAT(audit(), IsEmpty());
}

TEST_P(ChainDepositTest, AddsSmallDepositsUpUntilTheyReachTheMinimum) {
  mine({payment(kBob, "1", kThree)});
  EXPECT_EQ(deposit("1").status, Status::pending);
  EXPECT_EQ(deposit("1").amount, Money::units(3));
  EXPECT_THAT(notices(kBob), ElementsAre("deposit_too_small"));
  mine();
  settle();
  EXPECT_THAT(notices(kBob), IsEmpty()) << "told once";
  EXPECT_THAT(mine({payment(kBob, "2", kThree)}).credited, SizeIs(2));
  EXPECT_EQ(balance(kBob), Money::units(6));
  EXPECT_EQ(earnings(kAnn), Money::hundredths(18));
}

TEST_P(ChainDepositTest, AddsUpNothingOfOtherCustomersOrCoins) {
  set_rate(price(), Coin::ltc);
  mine({payment(kBob, "1", kThree), payment(kCid, "2", kThree)});
  mine({payment(kBob, "3", kThree, 0, Coin::ltc)}, Coin::ltc);
  EXPECT_EQ(balance(kBob), Money());
  EXPECT_EQ(balance(kCid), Money());
}

TEST_P(ChainDepositTest, ALargeDepositTakesTheSmallOnesAlong) {
  mine({payment(kCid, "1", kThree)});
  mine({payment(kCid, "2", kHundred)});
  EXPECT_EQ(balance(kCid), Money::units(103));
}

TEST_P(ChainDepositTest, AnUnconfirmedDepositDoesNotHelpASmallOne) {
  mine({payment(kCid, "1", kThree)});
  mine({payment(kCid, "2", kLarge)});
  EXPECT_EQ(balance(kCid), Money());
  mine();
  mine();
  EXPECT_EQ(balance(kCid), Money::units(2003));
}

TEST_P(ChainDepositTest, ADepositThatIsWorthNothingIsKept) {
  mine({payment(kCid, "1", 1)});
  EXPECT_THAT(notices(kCid), IsEmpty());
  mine({payment(kCid, "2", kHundred)});
  EXPECT_EQ(deposit("1").status, Status::pending);
  EXPECT_EQ(balance(kCid), Money::units(100));
}

TEST_P(ChainDepositTest, ASmallDepositInABlockThatWasUndoneDoesNotCount) {
  mine({payment(kCid, "1", kThree)});
  undo();
  mine({payment(kCid, "2", kThree)});
  settle();
  EXPECT_EQ(balance(kCid), Money());
  mine({{"1", 0, kThree, address_at(0)}});
  EXPECT_EQ(balance(kCid), Money::units(6));
}

// Replacement

TEST_P(ChainDepositTest, AReplacedPaymentIsToldAndMayComeBack) {
  wait({payment(kBob, "tx", kHundred)});
  notices(kBob);
  EXPECT_THAT(read([](db::Tx& tx) { return waiting_transactions(tx, Coin::btc); }),
              ElementsAre("tx"));
  replace("tx");
  EXPECT_EQ(deposit("tx").status, Status::replaced);
  EXPECT_THAT(notices(kBob), ElementsAre("deposit_replaced"));
  EXPECT_THAT(read([](db::Tx& tx) { return waiting_transactions(tx, Coin::btc); }), IsEmpty());
  wait({{"tx", 0, kHundred, address_at(0)}});
  EXPECT_EQ(deposit("tx").status, Status::pending);
  EXPECT_THAT(notices(kBob), ElementsAre("deposit_seen"));
  replace("tx");
  mine({{"tx", 0, kHundred, address_at(0)}});
  EXPECT_EQ(balance(kBob), Money::units(100));
}

TEST_P(ChainDepositTest, APaymentInABlockIsNotReplaced) {
  mine({payment(kCid, "tx", kLarge)});
  replace("tx");
  EXPECT_EQ(deposit("tx").status, Status::pending);
  EXPECT_THAT(read([](db::Tx& tx) { return waiting_transactions(tx, Coin::btc); }), IsEmpty());
}

// Reorganisations

TEST_P(ChainDepositTest, AReorganisationThatMinesTheDepositAgainChangesNothing) {
  mine({payment(kBob, "tx", kHundred)});
  undo();
  mine();
  mine({{"tx", 0, kHundred, address_at(0)}});
  const auto moved = settle();
  EXPECT_THAT(moved.reversed, IsEmpty());
  EXPECT_THAT(moved.credited, IsEmpty());
  EXPECT_EQ(balance(kBob), Money::units(100));
  EXPECT_EQ(deposit("tx").chain().block_height, 102);
}

TEST_P(ChainDepositTest, AReorganisationBeforeTheLastConfirmationOnlyDelays) {
  mine({payment(kCid, "tx", kLarge)});
  mine();
  undo();
  undo();
  mine({{"tx", 0, kLarge, address_at(0)}});
  mine();
  EXPECT_EQ(balance(kCid), Money());
  mine();
  EXPECT_EQ(balance(kCid), Money::units(2000));
}

TEST_P(ChainDepositTest, TakesBackWhatIsInNoBlockAnyMore) {
  mine({payment(kBob, "tx", kHundred)});
  notices(kBob);
  notices(kAnn);
  undo();
  EXPECT_EQ(balance(kBob), Money::units(100)) << "most are mined again at once";
  mine();
  const auto moved = settle();
  ASSERT_THAT(moved.reversed, SizeIs(1));
  EXPECT_EQ(moved.reversed[0].user_id, kBob);
  EXPECT_EQ(deposit("tx").status, Status::reversed);
  EXPECT_EQ(balance(kBob), Money());
  EXPECT_EQ(balance(kAnn), Money());
  EXPECT_EQ(earnings(kAnn), Money());
  EXPECT_THAT(notices(kBob), ElementsAre("deposit_reversed"));
  EXPECT_THAT(notices(kAnn), ElementsAre("commission_reversed"));
  EXPECT_THAT(settle().reversed, IsEmpty());
}

TEST_P(ChainDepositTest, CreditsOnceMoreWhatIsMinedAfterItWasTakenBack) {
  for (int round = 1; round <= 3; ++round) {
    mine({{"tx", 0, kHundred, address(kBob).address}});
    EXPECT_EQ(balance(kBob), Money::units(100)) << round;
    EXPECT_EQ(earnings(kAnn), Money::units(3));
    EXPECT_EQ(deposit("tx").times_credited, round);
    undo();
    settle();
    EXPECT_EQ(balance(kBob), Money()) << round;
  }
}

TEST_P(ChainDepositTest, AReversedPaymentThatWaitsAgainIsPending) {
  mine({payment(kBob, "tx", kHundred)});
  undo();
  settle();
  wait({{"tx", 0, kHundred, address_at(0)}});
  EXPECT_EQ(deposit("tx").status, Status::pending);
  replace("tx");
  EXPECT_EQ(deposit("tx").status, Status::replaced);
}

TEST_P(ChainDepositTest, ADebtIsPaidByTheNextDepositFirst) {
  mine({payment(kCid, "tx", kHundred)});
  buy(kCid, stock());
  EXPECT_EQ(balance(kCid), Money());
  undo();
  settle();
  EXPECT_EQ(balance(kCid), Money::units(-100));
  EXPECT_THAT(audit(), IsEmpty());
  mine({payment(kCid, "1", kHundred / 2)});
  EXPECT_EQ(balance(kCid), Money::units(-50));
  EXPECT_THAT(audit(), IsEmpty());
  mine({payment(kCid, "2", kHundred)});
  EXPECT_EQ(balance(kCid), Money::units(50));
  EXPECT_EQ(value<Money>("SELECT overdraft FROM users WHERE id = $1", kCid), Money());
}

TEST_P(ChainDepositTest, WhoOwesCanSpendNothing) {
  mine({payment(kCid, "tx", kHundred)});
  buy(kCid, stock());
  undo();
  settle();
  const auto unit = stock();
  ASSERT_TRUE(reserve(kCid, unit));
  const auto refused = purchase(kCid, unit);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().missing, Money::units(200));
  const auto taken = transact([&](db::Tx& tx) {
    return adjust(tx, {kCid, Money::units(-1), "test", "key"},
                  permit<Act::adjust>(Actor::cli()).value(), now);
  });
  EXPECT_EQ(refusal_of(taken), AdjustRefusal::not_enough_money);
}

TEST_P(ChainDepositTest, RemembersTheNewestBlocks) {
  for (int i = 0; i < kDeepestReorg + 20; ++i) {
    mine();
  }
  const auto blocks = read([](db::Tx& tx) { return recent_blocks(tx, Coin::btc); });
  ASSERT_THAT(blocks, SizeIs(kDeepestReorg + 1));
  EXPECT_EQ(blocks.front(), (BlockId{220, "hash-220"}));
  EXPECT_EQ(blocks.back(), (BlockId{120, "hash-120"}));
  EXPECT_EQ(count("chain_blocks"), kDeepestReorg + 2) << "and one of the other coin";
}

TEST_P(ChainDepositTest, RemembersWhatTheBlocksHeadersSay) {
  const auto cursor = read([](db::Tx& tx) { return recent_blocks(tx, Coin::btc); }).front();
  const auto recent = transact([&](db::Tx& tx) {
    apply_block(tx, Coin::btc,
                {.height = cursor.height + 1, .hash = "next", .target = 0xffff'ffff, .time_s = 7},
                {}, rules, now);
    return recent_headers(tx, Coin::btc);
  });
  EXPECT_EQ(recent.at(0).id(), (BlockId{cursor.height + 1, "next"}));
  EXPECT_EQ(recent.at(0).target, 0xffff'ffff);
  EXPECT_EQ(recent.at(0).time_s, 7);
  EXPECT_EQ(recent.at(1).id(), cursor);
  EXPECT_EQ(recent.at(1).target, std::nullopt) << "applied by an earlier version";
}

TEST_P(ChainDepositTest, RemembersTheFirstBlockOfEachChain) {
  EXPECT_EQ(read([](db::Tx& tx) { return genesis_of_chain(tx, Coin::ltc); }), std::nullopt);
  const auto first = transact([](db::Tx& tx) {
    remember_genesis(tx, Coin::btc, "one");
    remember_genesis(tx, Coin::btc, "another");
    return genesis_of_chain(tx, Coin::btc);
  });
  EXPECT_EQ(first, "one");
  EXPECT_EQ(read([](db::Tx& tx) { return genesis_of_chain(tx, Coin::ltc); }), std::nullopt);
}

TEST_P(ChainDepositTest, RemembersThatAChainStandsStill) {
  const auto set = [&](std::optional<base::Timestamp> since) {
    return transact([&](db::Tx& tx) {
      set_stalled_since(tx, Coin::btc, since);
      return stalled_since(tx, Coin::btc);
    });
  };
  EXPECT_EQ(set(now), now);
  EXPECT_EQ(read([](db::Tx& tx) { return stalled_since(tx, Coin::ltc); }), std::nullopt);
  EXPECT_EQ(set(std::nullopt), std::nullopt);
}

TEST_P(ChainDepositTest, RecoversWhatWasMissedInABlockBehindTheCursor) {
  const auto missed = payment(kBob, "tx", kHundred);
  for (int i = 0; i < 3; ++i) {
    mine();
  }
  const auto recover = [&] {
    return transact([&](db::Tx& tx) {
      return recover_block(tx, Coin::btc, {101, "hash-101"}, std::vector{missed}, rules, now);
    });
  };
  const auto moved = recover();
  EXPECT_EQ(moved.found, 1);
  EXPECT_THAT(moved.credited, SizeIs(1));
  EXPECT_EQ(height(), 103);
  EXPECT_EQ(recover().found, 0);
  EXPECT_EQ(balance(kBob), Money::units(100));
}

TEST_P(ChainDepositTest, ABalanceThatWouldNotFitKeepsTheDepositPending) {
  ASSERT_TRUE(transact([&](db::Tx& tx) {
    return adjust(tx, {kCid, Money::hundredths(Money::max_hundredths), "t", "k"},
                  permit<Act::adjust>(Actor::cli()).value(), now);
  }));
  EXPECT_THAT(mine({payment(kCid, "tx", kHundred)}).credited, IsEmpty());
  EXPECT_EQ(deposit("tx").status, Status::pending);
}

TEST_P(ChainDepositTest, AWorthThatDoesNotFitMoneyWaits) {
  set_rate(Money::hundredths(Money::max_hundredths));
  EXPECT_THAT(mine({payment(kCid, "tx", 2 * kSatPerCoin)}).credited, IsEmpty());
  EXPECT_EQ(deposit("tx").chain().rate, std::nullopt);
}

}  // namespace
}  // namespace shop
