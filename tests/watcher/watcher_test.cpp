// The watcher over a chain that the test makes, on both engines.
#include "chain/watcher/watcher.h"

#include <functional>
#include <map>

#include <gmock/gmock.h>

#include "chain/testing/model_explorer.h"
#include "chain/watcher/account_key.h"
#include "shop/deposits/coins/chain_deposit.h"
#include "shop/deposits/coins/crypto_address.h"
#include "watcher/watched_shop.h"

namespace watching {
namespace {

using base::Money;
using chain::testing::ModelExplorer;
using shop::DepositStatus;
using testing::HasSubstr;
using testing::Not;

class Watcher : public ModelChainShop {
 protected:
  // Waits until the watcher has read the mempool `looks` more times.
  void await_looks(std::size_t looks) {
    const auto count = [&] {
      return std::ranges::count(explorer_.server().seen(), std::string("/mempool/txids"),
                                &net::ServerRequest::path);
    };
    const auto before = count();
    await([&] { return count() >= before + static_cast<std::ptrdiff_t>(looks); });
  }

  std::int64_t key_id(db::Tx& tx) {
    return shop::use_key(tx, base::Coin::btc, chain::account_key(account_));
  }
};

INSTANTIATE_TEST_SUITE_P(, Watcher, support::kBothEngines, support::engine_name);

TEST_P(Watcher, SeesAPaymentAndCreditsItWhenItIsConfirmed) {
  begin();
  const auto payment = pay({open_address()}, kSat);
  explorer_.add_waiting(payment);
  await_status(DepositStatus::pending);
  EXPECT_EQ(balance(), Money());
  EXPECT_THAT(log(), Not(HasSubstr("Payment detected")));

  mine({payment});
  EXPECT_EQ(status(), DepositStatus::completed);
  EXPECT_EQ(balance(), Money::units(100));
  EXPECT_EQ(balance(kReferrer), Money::units(3));
  EXPECT_THAT(log(), HasSubstr("Payment detected! User 123456 received 0.0005 BTC = 100.00 PLN\n"));
  EXPECT_THAT(log(), HasSubstr("Referral commission: 3.00 PLN to user 789012\n"));
  mine();
  EXPECT_EQ(balance(), Money::units(100));
}

TEST_P(Watcher, WaitsForTheConfirmationsOfALargePayment) {
  begin();
  mine({pay({open_address()}, 20 * kSat)});
  EXPECT_EQ(status(), DepositStatus::pending);
  mine();
  EXPECT_EQ(balance(), Money());
  mine();
  EXPECT_EQ(balance(), Money::units(2'000));
}

TEST_P(Watcher, CountsEveryOutputOfATransaction) {
  begin();
  const auto first = open_address();
  mine({pay({first, open_address(kReferrer), first}, kSat)});
  EXPECT_EQ(balance(), Money::units(200));
  EXPECT_EQ(deposits().size(), 2U);
  EXPECT_EQ(balance(kReferrer), Money::units(100) + Money::units(6));
}

TEST_P(Watcher, BeginsAFewBlocksBelowTheTip) {
  const auto early = pay({open_address()}, kSat);
  const auto late = pay({open_address()}, kSat);
  explorer_.mine({early});
  explorer_.mine_empty(20);
  explorer_.mine({late});
  explorer_.mine_empty(3);
  begin();
  EXPECT_EQ(deposits().size(), 1U);
  EXPECT_EQ(balance(), Money::units(100));
}

TEST_P(Watcher, FindsWhatCameWhileItWasAway) {
  begin();
  ASSERT_TRUE(stop());
  explorer_.mine({pay({open_address()}, kSat)});
  explorer_.mine_empty(30);
  begin();
  EXPECT_EQ(balance(), Money::units(100));
}

TEST_P(Watcher, CountsOldAddressesForEver) {
  begin();
  const auto first = open_address();
  mine({pay({first}, kSat)});
  EXPECT_NE(open_address(), first);
  mine({pay({first}, kSat)});
  EXPECT_EQ(balance(), Money::units(200));
}

TEST_P(Watcher, CountsAddressesOfAnEarlierKey) {
  const auto former = open_address();
  account_ = chain::Account::parse("wpkh(" + account_.descriptor().substr(5, 111) + "/7/*)",
                                   account_.coin(), account_.network())
                 .value();
  begin();
  mine({pay({former}, kSat)});
  EXPECT_EQ(balance(), Money::units(100));
}

TEST_P(Watcher, TakesNothingBackThatIsMinedAgain) {
  begin();
  const auto payment = pay({open_address()}, kSat);
  mine({payment});
  explorer_.take_back(1);
  explorer_.mine();
  explorer_.mine({payment});
  await_height(explorer_.height());
  EXPECT_EQ(balance(), Money::units(100));
  EXPECT_EQ(status(), DepositStatus::completed);
  EXPECT_EQ(deposits().front().chain().block_height, explorer_.height());
  EXPECT_EQ(alerts("credit_taken_back"), 0);
}

TEST_P(Watcher, KeepsItsBranchUntilAnotherHasMoreWork) {
  begin();
  const auto payment = pay({open_address()}, kSat);
  mine({payment});
  explorer_.take_back(1);
  explorer_.mine();
  await_looks(3);
  EXPECT_EQ(status(), DepositStatus::completed);
  EXPECT_TRUE(watcher_->status().has_caught_up);
  mine();
  EXPECT_EQ(status(), DepositStatus::reversed);
}

TEST_P(Watcher, FollowsAShorterBranchThatHasMoreWork) {
  begin();
  mine({pay({open_address()}, kSat)});
  explorer_.mine_empty(2);
  await_height(explorer_.height());
  explorer_.take_back(3);
  explorer_.set_target(0x2000'ffff);  // 128 times as hard
  mine();
  EXPECT_EQ(status(), DepositStatus::reversed);
  EXPECT_EQ(watcher_->status().height, 151);
}

TEST_P(Watcher, TakesBackWhatIsNoMoreInTheChain) {
  begin();
  mine({pay({open_address()}, kSat)});
  explorer_.mine_empty(4);
  await_height(explorer_.height());
  explorer_.take_back(6);
  explorer_.mine_empty(7);
  await_status(DepositStatus::reversed);
  EXPECT_EQ(balance(), Money());
  EXPECT_EQ(balance(kReferrer), Money());
  EXPECT_EQ(alerts("credit_taken_back"), 1);
}

TEST_P(Watcher, WaitsForAShorterBranchToGrow) {
  begin();
  mine({pay({open_address()}, kSat)});
  explorer_.take_back(2);
  explorer_.mine();
  await_looks(3);
  EXPECT_EQ(balance(), Money::units(100));
  EXPECT_EQ(watcher_->status().trouble, "");
  explorer_.mine_empty(2);
  await_status(DepositStatus::reversed);
}

TEST_P(Watcher, FollowsReorganisationsUpToTheDeepest) {
  begin();
  explorer_.mine_empty(110);
  await_height(explorer_.height());
  const auto payment = pay({open_address()}, kSat);
  mine({payment});
  explorer_.take_back(shop::kDeepestReorg);
  explorer_.mine_empty(shop::kDeepestReorg + 1);
  await_height(explorer_.height());
  EXPECT_EQ(status(), DepositStatus::reversed);
  EXPECT_FALSE(end_);
}

TEST_P(Watcher, StandsStillAtADeeperOneAndTellsTheOwner) {
  begin();
  mine({pay({open_address()}, kSat)});
  explorer_.mine_empty(105);
  await_height(explorer_.height());
  ModelExplorer before(loop_, 0, kStartSeconds);
  before.follow(explorer_);
  explorer_.take_back(shop::kDeepestReorg + 1);
  explorer_.mine_empty(shop::kDeepestReorg + 2);
  await([&] { return alerts("chain_stopped") == 1; });
  EXPECT_THAT(watcher_->status().trouble, HasSubstr("No backend has the Bitcoin chain"));
  EXPECT_EQ(watcher_->status().stalled_since, kStart);
  EXPECT_EQ(balance(), Money::units(100));

  explorer_.follow(before);
  mine();
  EXPECT_EQ(alerts("chain_goes_on"), 1);
  EXPECT_EQ(alerts("chain_stopped"), 1);
  EXPECT_EQ(watcher_->status().stalled_since, std::nullopt);
  EXPECT_FALSE(end_);
}

TEST_P(Watcher, TakesAPaymentForReplacedThatIsGoneInTwoLooks) {
  begin();
  const auto payment = pay({open_address()}, kSat);
  explorer_.add_waiting(payment);
  await_status(DepositStatus::pending);
  explorer_.drop_waiting(payment);
  await_status(DepositStatus::replaced);

  explorer_.add_waiting(payment);
  await_status(DepositStatus::pending);
  mine({payment});
  EXPECT_EQ(balance(), Money::units(100));
}

// As after a restart of the node, whose mempool is empty for a moment.
TEST_P(Watcher, WaitsForAPaymentThatIsMissingForAMoment) {
  auto options = quick();
  options.missing = std::chrono::minutes(1);
  start(options);
  await_height(explorer_.height());
  const auto payment = pay({open_address()}, kSat);
  explorer_.add_waiting(payment);
  await_status(DepositStatus::pending);
  explorer_.drop_waiting(payment);
  await_looks(5);
  EXPECT_EQ(status(), DepositStatus::pending);
  explorer_.add_waiting(payment);
  await_looks(2);
  clock_.advance(std::chrono::minutes(2));
  await_looks(2);
  EXPECT_EQ(status(), DepositStatus::pending);
  explorer_.drop_waiting(payment);
  await_looks(5);
  clock_.advance(std::chrono::minutes(2));
  await_status(DepositStatus::replaced);
}

TEST_P(Watcher, TellsOfCoinsToAnAddressThatItNeverGave) {
  begin();
  open_address();
  mine({pay({account_.address(5)}, kSat)});
  EXPECT_EQ(alerts("address_not_issued"), 1);
  EXPECT_EQ(balance(), Money());
  EXPECT_EQ(transact([&](db::Tx& tx) { return shop::next_index(tx, key_id(tx)); }), 6U);
  EXPECT_EQ(open_address(kReferrer), account_.address(6));
  mine({pay({account_.address(5)}, kSat)});
  EXPECT_EQ(alerts("address_not_issued"), 1) << "told once";
}

// The shop does not know the height at which it gives the address.
TEST_P(Watcher, DoesNotCountWhatCameBeforeAnAddressThatWasGivenBehindTheTip) {
  begin();
  ASSERT_TRUE(stop());
  clock_.advance(std::chrono::hours(4));
  const auto address = open_address();
  explorer_.mine({pay({address}, kSat)});  // at a time four hours earlier
  explorer_.set_time(kStartSeconds + 4 * 3'600);
  explorer_.mine_empty(2);
  start(quick());
  await_height(explorer_.height());
  EXPECT_TRUE(deposits().empty());
  EXPECT_EQ(alerts("address_not_issued"), 1);
}

// No newer block tells that it was before.
TEST_P(Watcher, CountsWhatCameBehindTheTipWhenTheChainSaysNoLaterTime) {
  begin();
  ASSERT_TRUE(stop());
  clock_.advance(std::chrono::hours(400));
  explorer_.mine({pay({open_address()}, kSat)});
  explorer_.mine_empty(3);
  start(quick());
  await_height(explorer_.height());
  EXPECT_EQ(balance(), Money());  // its rate is too old
  EXPECT_EQ(status(), DepositStatus::pending);
  EXPECT_EQ(alerts("address_not_issued"), 0);
}

TEST_P(Watcher, WaitsForABackendThatSendsNonsense) {
  using Damage = std::function<chain::Bytes(chain::Bytes)>;
  const std::map<std::string, Damage> damages{
      {"nothing", [](auto) { return chain::Bytes{}; }},
      {"a page",
       [](auto) {
         const std::string page = "<html>502</html>";
         return chain::Bytes(page.begin(), page.end());
       }},
      {"half a block",
       [](chain::Bytes block) {
         block.resize(block.size() / 2);
         return block;
       }},
      {"another output",
       [](chain::Bytes block) {
         block[block.size() - 5] ^= 1U;
         return block;
       }},
      {"another block of the chain", [&](auto) { return explorer_.block(7); }},
      {"a block of another chain",
       [](auto) { return chain::testing::make_block({}, {chain::testing::make_coinbase(1)}); }},
  };
  begin();
  for (const auto& [name, damage] : damages) {
    explorer_.set_down(true);
    explorer_.mine({pay({open_address()}, kSat)});
    explorer_.send_instead_of_blocks(damage(explorer_.block(explorer_.height())));
    explorer_.set_down(false);
    await([&] { return watcher_->status().trouble.contains(explorer_.tip()); });
    explorer_.send_instead_of_blocks(std::nullopt);
    await_height(explorer_.height());
  }
  EXPECT_EQ(balance(), Money::units(100 * static_cast<std::int64_t>(damages.size())));
}

TEST_P(Watcher, WaitsForABackendThatIsDownAndTellsTheOwnerOnce) {
  begin();
  explorer_.set_down(true);
  await([&] { return watcher_->status().trouble.contains("503"); });
  EXPECT_EQ(alerts("backends_down"), 0);
  await([&] {
    clock_.advance(std::chrono::seconds(30));
    return alerts("backends_down") == 1;
  });
  EXPECT_FALSE(watcher_->status().backends.at(0).is_healthy);
  explorer_.mine({pay({open_address()}, kSat)});
  explorer_.set_down(false);
  await_height(explorer_.height());
  EXPECT_EQ(deposits().size(), 1U);
  EXPECT_EQ(alerts("backends_down"), 1);
  EXPECT_EQ(alerts("chain_goes_on"), 1);
}

TEST_P(Watcher, GoesOnFromWhereAnotherProcessHasLeftTheCursor) {
  begin();
  explorer_.set_down(true);
  await([&] { return !watcher_->status().trouble.empty(); });
  explorer_.mine({pay({open_address()}, kSat)});
  transact([&](db::Tx& tx) {
    shop::apply_block(tx, base::Coin::btc, {explorer_.height(), explorer_.tip()}, {}, rules_,
                      kStart);
    return true;
  });
  explorer_.mine();
  explorer_.set_down(false);
  await_height(explorer_.height());
  EXPECT_TRUE(deposits().empty()) << "the other process had that block";
}

TEST_P(Watcher, EndsWhileItWaitsForAnAnswer) {
  begin();
  explorer_.server().set([](const auto&) { return std::nullopt; });
  const auto before = explorer_.server().seen().size();
  await([&] { return explorer_.server().seen().size() > before; });
  EXPECT_TRUE(stop());
}

TEST_P(Watcher, ShowsItsProgressWhileItCatchesUp) {
  begin();
  ASSERT_TRUE(stop());
  explorer_.mine_empty(5);
  std::vector<std::int64_t> heights;
  start(quick(), [&](std::int64_t height, std::int64_t tip) {
    EXPECT_EQ(tip, explorer_.height());
    heights.push_back(height);
  });
  await_height(explorer_.height());
  mine();
  EXPECT_THAT(heights, testing::ElementsAre(151, 152, 153, 154, 155));
}

// Blocks that are not applied yet change meanwhile, and pay to those addresses.
TEST_P(Watcher, LearnsOfAddressesThatAreGivenWhileItCatchesUp) {
  begin();
  ASSERT_TRUE(stop());
  explorer_.mine_empty(5);
  start(quick(), [&](std::int64_t height, std::int64_t) {
    if (height != 151) {
      return;
    }
    transact([&](db::Tx& tx) {
      shop::skip_indexes(tx, key_id(tx), 10 * quick().ahead);
      return true;
    });
    explorer_.take_back(2);
    explorer_.mine({pay({open_address()}, kSat)});
    explorer_.mine_empty(2);
  });
  await_height(156);
  EXPECT_EQ(balance(), Money::units(100));
}

}  // namespace
}  // namespace watching
