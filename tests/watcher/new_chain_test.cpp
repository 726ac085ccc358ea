// A chain that changed deeper than the shop follows by itself.
#include "chain/watcher/new_chain.h"

#include <gmock/gmock.h>

#include "shop/deposits/coins/chain_deposit.h"
#include "shop/reports/audit.h"
#include "watcher/watched_shop.h"

namespace watching {
namespace {

using base::Money;
using shop::DepositStatus;
using testing::HasSubstr;

class NewChain : public ModelChainShop {
 protected:
  void SetUp() override {
    ModelChainShop::SetUp();
    begin();
  }
  base::Result<chain::NewChain> follow_new_chain(std::int64_t from) {
    return loop_.run(chain::follow_new_chain(watcher_context(), from));
  }
};

INSTANTIATE_TEST_SUITE_P(, NewChain, support::kBothEngines, support::engine_name);

TEST_P(NewChain, CountsWhatItPaysAndTakesBackWhatItDoesNot) {
  const auto gone = pay({open_address()}, kSat);
  const auto kept = pay({open_address(kReferrer)}, 2 * kSat);
  mine({gone, kept});
  explorer_.mine_empty(110);
  await_height(261);
  explorer_.take_back(111);
  explorer_.mine_empty(20);
  const auto added = pay({open_address()}, 3 * kSat);
  explorer_.mine({kept, added});
  explorer_.mine_empty(100);
  await([&] { return alerts("chain_stopped") == 1; });
  ASSERT_TRUE(stop());
  EXPECT_EQ(balance(), Money::units(100));

  const auto moved = follow_new_chain(151);
  ASSERT_TRUE(moved) << moved.error().message;
  EXPECT_EQ(moved->from, 151);
  EXPECT_EQ(moved->tip, explorer_.height());
  EXPECT_EQ(balance(), Money::units(100)) << "nothing moves before the new chain is walked";
  start();
  await_height(explorer_.height());
  EXPECT_EQ(balance(), Money::units(300));
  EXPECT_EQ(balance(kReferrer), Money::units(200) + Money::units(9));
  EXPECT_EQ(alerts("credit_taken_back"), 1);
  EXPECT_EQ(deposits(kReferrer).front().chain().block_height, 171);
  EXPECT_EQ(deposits(kReferrer).front().times_credited, 1) << "credited all the time";
  EXPECT_THAT(read([&](db::Tx& tx) { return shop::violations(tx, clock_.now()); }),
              testing::IsEmpty());
}

TEST_P(NewChain, IsNotForAChainThatIsFollowedAnyway) {
  explorer_.mine_empty(5);
  await_height(explorer_.height());
  ASSERT_TRUE(stop());
  explorer_.take_back(5);
  explorer_.mine_empty(6);
  const auto refused = follow_new_chain(151);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, base::ErrorKind::conflict);
  EXPECT_THAT(refused.error().message, HasSubstr("follows it without this"));
}

TEST_P(NewChain, BeginsWithABlockThatBothChainsReach) {
  for (const auto from : {std::int64_t{-1}, std::int64_t{0}, explorer_.height() + 1}) {
    const auto refused = follow_new_chain(from);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().kind, base::ErrorKind::invalid);
  }
}

}  // namespace
}  // namespace watching
