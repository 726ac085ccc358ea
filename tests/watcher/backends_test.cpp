// Backends that lie, lag, refuse or are on another chain: what they cannot do to a shop.
#include <gmock/gmock.h>

#include "chain/testing/model_explorer.h"
#include "chain/testing/model_node.h"
#include "shop/deposits/coins/chain_memory.h"
#include "watcher/watched_shop.h"

namespace watching {
namespace {

using base::Money;
using chain::testing::ModelExplorer;
using chain::testing::ModelNode;
using net::text_response;
using shop::DepositStatus;
using std::chrono::minutes;
using testing::HasSubstr;

class Backends : public ModelChainShop {
 protected:
  explicit Backends(base::Coin coin = base::Coin::btc) : ModelChainShop(coin) {
    other_.follow(explorer_);
    stranger_.copy(explorer_, 20);
    stranger_.mine_empty(160);
  }

  // The shop follows the explorer's chain before it has these backends.
  void begin_with(const std::vector<std::string>& urls) {
    begin();
    ASSERT_TRUE(stop());
    connect(urls);
  }
  // Lets that much time pass while the watcher works.
  void pass(minutes time) {
    for (auto passed = minutes(0); passed < time; passed += minutes(1)) {
      clock_.advance(minutes(1));
      await_rounds(1);
    }
  }
  void await_rounds(std::size_t rounds) {
    const auto count = [&] {
      return explorer_.server().seen().size() + other_.server().seen().size() +
             stranger_.server().seen().size();
    };
    const auto before = count();
    await([&] { return count() >= before + 3 * rounds; });
  }
  std::int64_t all_alerts() { return alerts(""); }
  chain::BackendHealth health(std::size_t member) { return watcher_->status().backends.at(member); }
  void expect_no_credit_for_invented_blocks();

  ModelExplorer other_{loop_, 150, kStartSeconds, account_.coin()};   // has the same chain
  ModelExplorer stranger_{loop_, 0, kStartSeconds, account_.coin()};  // one that parts deep below
};

class LitecoinBackends : public Backends {
 protected:
  LitecoinBackends() : Backends(base::Coin::ltc) {}
};

INSTANTIATE_TEST_SUITE_P(, Backends, support::kBothEngines, support::engine_name);
INSTANTIATE_TEST_SUITE_P(, LitecoinBackends, support::kBothEngines, support::engine_name);

// The first of two backends invents blocks that pay a customer, the second has the chain.
void Backends::expect_no_credit_for_invented_blocks() {
  connect({explorer_.url(), other_.url()});
  begin();
  explorer_.invent({pay({open_address()}, 20 * kSat)});
  for (int i = 0; i < 6; ++i) {
    explorer_.invent({});
  }
  await([&] { return health(0).trouble.contains("no proof of work"); });
  clock_.advance(minutes(1));
  const auto payment = pay({open_address()}, kSat);
  other_.mine({payment});
  await_height(151);
  EXPECT_EQ(balance(), Money::units(100));
  EXPECT_EQ(deposits().size(), 1U);
  pass(minutes(35));
  EXPECT_EQ(alerts("backends_disagree"), 1);
}

TEST_P(Backends, CreditNothingForBlocksWithoutWork) { expect_no_credit_for_invented_blocks(); }

TEST_P(LitecoinBackends, CreditNothingForBlocksWithoutWork) {
  expect_no_credit_for_invented_blocks();
}

TEST_P(Backends, CreditNothingWhenTheOnlyOneInventsBlocks) {
  begin();
  explorer_.invent({pay({open_address()}, kSat)});
  await([&] { return watcher_->status().trouble.contains("no proof of work"); });
  EXPECT_TRUE(deposits().empty());
  explorer_.take_back(1);
  mine();
}

TEST_P(Backends, DoNotStopACoinWhenOneIsOnAnotherChain) {
  begin_with({stranger_.url(), explorer_.url()});
  start();
  await_height(150);
  EXPECT_THAT(health(0).trouble, HasSubstr("on another chain than the shop"));
  EXPECT_FALSE(health(0).is_healthy);
  mine({pay({open_address()}, kSat)});
  EXPECT_EQ(balance(), Money::units(100));
  EXPECT_EQ(alerts("chain_stopped"), 0);
  const auto seen = stranger_.server().seen().size();
  await_rounds(10);
  EXPECT_EQ(stranger_.server().seen().size(), seen) << "it is asked again later";
  pass(minutes(32));
  EXPECT_EQ(alerts("backends_disagree"), 1);

  stranger_.follow(explorer_);
  pass(minutes(11));
  EXPECT_TRUE(health(0).is_healthy);
}

TEST_P(Backends, GoOnWhenTheOneOfThisChainComesBack) {
  begin_with({explorer_.url(), stranger_.url()});
  explorer_.set_down(true);
  start();
  await([&] { return watcher_->status().trouble.contains("503"); });
  EXPECT_EQ(all_alerts(), 0) << "the other one may be back in a moment";
  explorer_.set_down(false);
  mine({pay({open_address()}, kSat)});
  EXPECT_EQ(balance(), Money::units(100));
}

TEST_P(Backends, AreNotFollowedToAnotherNetwork) {
  begin();
  const auto genesis = [&] {
    return read([](db::Tx& tx) { return shop::genesis_of_chain(tx, base::Coin::btc); });
  };
  EXPECT_EQ(genesis(), explorer_.block_id(0));
  ASSERT_TRUE(stop());
  ModelExplorer fourth(loop_, 20, kStartSeconds + 1);  // not as high as the shop's oldest block
  connect({fourth.url()});
  start();
  await([&] { return watcher_->status().trouble.contains("another chain"); });
  ASSERT_TRUE(stop());

  transact([](db::Tx& tx) {
    tx.execute("UPDATE coins SET genesis = NULL");  // of an older version
    return true;
  });
  connect({explorer_.url()});
  begin();
  await([&] { return genesis() == explorer_.block_id(0); });
}

TEST_P(Backends, ChangeNothingByTwoBranchesOfOneLength) {
  begin_with({explorer_.url(), other_.url()});
  start();
  await_height(150);
  const auto payment = pay({open_address()}, kSat);
  mine({payment});
  other_.mine();
  for (int i = 0; i < 3; ++i) {
    clock_.advance(minutes(1));
    explorer_.set_down(true);
    await_rounds(4);
    other_.set_down(true);
    explorer_.set_down(false);
    await_rounds(4);
    other_.set_down(false);
  }
  await_height(151);
  EXPECT_EQ(alerts("credit_taken_back"), 0);
  EXPECT_EQ(deposits().front().times_credited, 1);
  clock_.advance(minutes(1));
  other_.mine_empty(1);
  await_height(152);
  EXPECT_EQ(status(), DepositStatus::reversed) << "it has more work";
}

TEST_P(Backends, ServeTheRestWhenOneThingIsNonsense) {
  begin_with({explorer_.url(), other_.url()});
  explorer_.answer_instead([](const std::string& path) {
    return path.starts_with("/block/") && path.ends_with("/raw")
               ? std::optional(text_response(200, "<html>Welcome</html>"))
               : std::nullopt;
  });
  start();
  await_height(150);
  const auto payment = pay({open_address()}, kSat);
  explorer_.add_waiting(payment);
  await_status(DepositStatus::pending);
  explorer_.mine({payment});
  other_.follow(explorer_);
  await_height(151);
  EXPECT_EQ(balance(), Money::units(100));
  EXPECT_FALSE(health(0).is_healthy);
  EXPECT_TRUE(health(1).is_healthy);
}

TEST_P(Backends, AreLeftForOneThatIsAhead) {
  begin_with({explorer_.url(), other_.url()});
  other_.mine({pay({open_address()}, kSat)});
  other_.mine_empty(12);
  start();
  await_height(163);
  EXPECT_EQ(balance(), Money::units(100));
  EXPECT_EQ(all_alerts(), 0);
  pass(minutes(190));
  EXPECT_TRUE(health(0).is_healthy);
  pass(minutes(15));
  EXPECT_THAT(health(0).trouble, HasSubstr("has been behind"));
  explorer_.follow(other_);
  pass(minutes(12));
  EXPECT_TRUE(health(0).is_healthy);
}

TEST_P(Backends, AreAskedSeldomWhileTheFirstIsFine) {
  begin_with({explorer_.url(), other_.url()});
  auto options = quick();
  options.poll = std::chrono::minutes(1);
  options.look = std::chrono::milliseconds(1);
  ModelNode node(loop_, explorer_);
  connect({node.url(), other_.url()});
  start(options);
  await([&] { return watcher_->status().has_caught_up; });
  EXPECT_LE(other_.server().seen().size(), 3U);
}

TEST_P(Backends, AreNotTakenAtTheirWordForATip) {
  begin_with({explorer_.url(), other_.url()});
  const std::string tip(64, 'a');
  explorer_.answer_instead([&](const std::string& path) {
    if (path == "/blocks/tip/hash") {
      return std::optional(text_response(200, tip));
    }
    return path == "/block/" + tip
               ? std::optional(text_response(200, R"({"id":")" + tip + R"(","height":9000})"))
               : std::nullopt;
  });
  start();
  await_height(150);
  other_.mine({pay({open_address()}, kSat)});
  clock_.advance(minutes(1));
  await_height(151);
  EXPECT_EQ(balance(), Money::units(100));
}

TEST_P(Backends, ThatHaveDeletedWhatIsNeededWaitForOneThatHasIt) {
  begin_with({explorer_.url()});
  explorer_.mine({pay({open_address()}, kSat)});
  explorer_.mine_empty(9);
  ModelNode node(loop_, explorer_);
  node.set_pruned(155);
  connect({node.url()});
  start();
  await([&] { return alerts("chain_stopped") == 1; });
  EXPECT_THAT(watcher_->status().trouble, HasSubstr("deleted blocks"));
  EXPECT_FALSE(end_);
  node.set_pruned(0);
  await_height(160);
  EXPECT_EQ(balance(), Money::units(100));
  EXPECT_EQ(alerts("chain_goes_on"), 1);
}

}  // namespace
}  // namespace watching
