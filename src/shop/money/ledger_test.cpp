#include "shop/money/ledger.h"

#include <array>

#include <gmock/gmock.h>

#include "shop/testing/shop_fixture.h"

namespace shop {
namespace {

using base::Money;
using testing::ElementsAre;

class LedgerTest : public ShopTest {
 protected:
  void SetUp() override {
    ShopTest::SetUp();
    join(kAnn);
    join(kBob);
  }
  auto post(const Transfer& transfer) {
    return transact([&](db::Tx& tx) { return shop::post(tx, transfer, kNow); });
  }
  static Transfer gift(std::string key, std::int64_t user_id, Money amount) {
    return {.kind = TransferKind::adjustment,
            .key = std::move(key),
            .lines = {{LedgerAccount::customer, user_id, amount},
                      {LedgerAccount::adjustments, std::nullopt, -amount}},
            .note = "a note",
            .actor = Actor::cli()};
  }
  static Transfer between(std::string key, std::int64_t from, std::int64_t to, Money amount) {
    return {
        .kind = TransferKind::adjustment,
        .key = std::move(key),
        .lines = {{LedgerAccount::customer, from, -amount}, {LedgerAccount::customer, to, amount}},
        .note = "",
        .actor = Actor::cli()};
  }
  std::vector<Money> amounts_of(std::int64_t user_id, Page page) {
    std::vector<Money> amounts;
    for (const auto& movement :
         read([=](db::Tx& tx) { return history_of(tx, user_id, page).items; })) {
      amounts.push_back(movement.amount);
    }
    return amounts;
  }
};
INSTANTIATE_TEST_SUITE_P(, LedgerTest, support::kBothEngines, support::engine_name);

TEST_P(LedgerTest, MovesTheBalancesOfEveryCustomerNamed) {
  ASSERT_TRUE(post(gift("1", kBob, Money::units(10))));
  ASSERT_TRUE(post(between("2", kBob, kAnn, Money::hundredths(2'50))));
  EXPECT_EQ(balance(kAnn), Money::hundredths(2'50));
  EXPECT_EQ(balance(kBob), Money::hundredths(7'50));
}

TEST_P(LedgerTest, ChecksTransfersOfLockedCustomersToo) {
  ASSERT_TRUE(post(gift("1", kBob, Money::units(10))));
  const auto pay = [&](const char* key, Money amount) {
    return transact([&](db::Tx& tx) {
      const std::array<std::int64_t, 2> customers{kAnn, kBob};
      lock_customers(tx, customers);
      return post_locked(tx, between(key, kBob, kAnn, amount),
                         {{kAnn, Money()}, {kBob, Money::units(10)}}, kNow);
    });
  };
  EXPECT_EQ(refusal_of(pay("2", Money::hundredths(10'01))), PostRefusal::overdrawn);
  EXPECT_EQ(balance(kBob), Money::units(10));
  ASSERT_TRUE(pay("3", Money::units(4)));
  EXPECT_EQ(balance(kAnn), Money::units(4));
  EXPECT_EQ(balance(kBob), Money::units(6));
  EXPECT_ANY_THROW(pay("3", Money::units(1))) << "the key of a transfer is its own";
}

TEST_P(LedgerTest, RefusesAKeyThatIsThereAlready) {
  ASSERT_TRUE(post(gift("same", kAnn, Money::units(10))));
  EXPECT_EQ(refusal_of(post(gift("same", kAnn, Money::units(10)))), PostRefusal::repeated);
  EXPECT_EQ(refusal_of(post(gift("same", kBob, Money::units(3)))), PostRefusal::repeated);
  EXPECT_EQ(balance(kAnn), Money::units(10));
  EXPECT_EQ(balance(kBob), Money());
  EXPECT_EQ(count("transfers"), 1);
}

TEST_P(LedgerTest, NeverLetsABalanceFallBelowZero) {
  ASSERT_TRUE(post(gift("1", kAnn, Money::units(10))));
  EXPECT_EQ(refusal_of(post(between("2", kAnn, kBob, Money::hundredths(10'01)))),
            PostRefusal::overdrawn);
  EXPECT_EQ(balance(kAnn), Money::units(10));
  EXPECT_EQ(balance(kBob), Money());
  EXPECT_TRUE(post(between("2", kAnn, kBob, Money::units(10)))) << "the refused key is free";
  EXPECT_EQ(balance(kAnn), Money());
}

TEST_P(LedgerTest, RefusesABalanceThatDoesNotFitItsColumn) {
  const auto largest = Money::hundredths(Money::max_hundredths);
  ASSERT_TRUE(post(gift("1", kAnn, largest)));
  EXPECT_EQ(refusal_of(post(gift("2", kAnn, Money::hundredths(1)))), PostRefusal::out_of_range);
  EXPECT_EQ(balance(kAnn), largest);
}

TEST_P(LedgerTest, RefusesACustomerWhoIsNotThere) {
  EXPECT_EQ(refusal_of(post(gift("1", 4711, Money::units(1)))), PostRefusal::unknown_customer);
  ASSERT_TRUE(post(gift("1", kAnn, Money::units(10))));
  EXPECT_EQ(refusal_of(post(between("2", kAnn, 4711, Money::units(1)))),
            PostRefusal::unknown_customer);
  EXPECT_EQ(balance(kAnn), Money::units(10));
}

TEST_P(LedgerTest, ListsACustomersMovementsNewestFirst) {
  for (int i = 1; i <= 5; ++i) {
    ASSERT_TRUE(post(gift(std::to_string(i), kAnn, Money::units(i))));
    ASSERT_TRUE(post(gift("bob" + std::to_string(i), kBob, Money::units(9))));
  }
  EXPECT_THAT(amounts_of(kAnn, {.offset = 0, .limit = 2}),
              ElementsAre(Money::units(5), Money::units(4)));
  EXPECT_THAT(amounts_of(kAnn, {.offset = 4, .limit = 2}), ElementsAre(Money::units(1)));
  const auto has_more = [&](int limit) {
    return read([=](db::Tx& tx) { return history_of(tx, kAnn, {0, limit}).has_more; });
  };
  EXPECT_TRUE(has_more(4));
  EXPECT_FALSE(has_more(5));
}

TEST_P(LedgerTest, ShowsAMovementToTheCustomerWhoseItIs) {
  const auto id = post(gift("1", kAnn, Money::units(10)));
  ASSERT_TRUE(id);
  const auto movement = read([&](db::Tx& tx) { return find_movement(tx, *id, kAnn); });
  ASSERT_TRUE(movement);
  EXPECT_EQ(movement->amount, Money::units(10));
  EXPECT_EQ(movement->balance_after, Money::units(10));
  EXPECT_EQ(movement->note, "a note");
  EXPECT_EQ(movement->created_at, kNow);
  EXPECT_FALSE(read([&](db::Tx& tx) { return find_movement(tx, *id, kBob); }));
  EXPECT_FALSE(read([&](db::Tx& tx) { return find_movement(tx, 4711, kAnn); }));
}

}  // namespace
}  // namespace shop
