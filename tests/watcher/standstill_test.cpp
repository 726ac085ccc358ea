// Waiting, which nobody hears of, and standing still, which is told with its end.
#include <gmock/gmock.h>

#include "chain/testing/model_node.h"
#include "shop/deposits/coins/chain_memory.h"
#include "watcher/watched_shop.h"

namespace watching {
namespace {

using base::Money;
using chain::testing::ModelNode;
using std::chrono::minutes;
using testing::HasSubstr;

class Standstill : public ModelChainShop {
 protected:
  void SetUp() override {
    ModelChainShop::SetUp();
    begin();
    ASSERT_TRUE(stop());
    connect({node_.url()});
  }
  // Lets that much time pass while the watcher works.
  void pass(minutes time) {
    constexpr minutes kStep{10};
    for (auto left = time; left > minutes(0); left -= kStep) {
      clock_.advance(std::min(left, kStep));
      await_requests(4);
    }
  }
  // Starts the watcher and waits until it knows what time it is.
  void start_and_look(const chain::Watcher::Options& options = quick()) {
    start(options);
    await_requests(8);
  }
  void await_requests(std::size_t requests) {
    const auto before = node_.server().seen().size();
    await([&] { return node_.server().seen().size() >= before + requests; });
  }
  void expect_quiet() {
    const auto status = watcher_->status();
    EXPECT_EQ(status.trouble, "");
    EXPECT_NE(status.waiting, "");
    EXPECT_TRUE(status.backends.at(0).is_healthy);
    EXPECT_EQ(alerts(""), 0);
  }
  std::optional<base::Timestamp> noted() {
    return read([](db::Tx& tx) { return shop::stalled_since(tx, base::Coin::btc); });
  }

  ModelNode node_{loop_, explorer_};
};

INSTANTIATE_TEST_SUITE_P(, Standstill, support::kBothEngines, support::engine_name);

TEST_P(Standstill, IsNoDownload) {
  explorer_.mine({pay({open_address()}, kSat)});
  explorer_.mine_empty(400);
  node_.set_syncing(true);
  node_.set_blocks(10);
  start();
  for (std::int64_t height = 10; height < 550; height += 10) {
    node_.set_blocks(height);
    pass(minutes(10));
    expect_quiet();
  }
  EXPECT_THAT(watcher_->status().waiting, HasSubstr("downloads"));
  await([&] { return watcher_->status().height == 540; });
  node_.set_blocks({});
  node_.set_syncing(false);
  await([&] { return watcher_->status().waiting.empty(); });
  EXPECT_EQ(watcher_->status().height, explorer_.height());
  EXPECT_EQ(deposits().size(), 1U);
}

TEST_P(Standstill, IsNoTipBelowTheShops) {
  node_.set_blocks(145);
  start();
  pass(minutes(34));
  expect_quiet();
  node_.set_blocks(149);
  pass(minutes(180));
  expect_quiet();
  node_.set_blocks({});
  await_height(150);
}

TEST_P(Standstill, IsNoBlocksBehindTheirHeaders) {
  node_.set_more_headers(400);
  start();
  pass(minutes(34));
  expect_quiet();
  explorer_.mine({pay({open_address()}, kSat)});
  await([&] { return watcher_->status().height == 151; });
  EXPECT_EQ(balance(), Money::units(100)) << "what it has is counted";
  pass(minutes(1));
  expect_quiet();
}

TEST_P(Standstill, IsToldWithItsEnd) {
  start_and_look();
  pass(minutes(199));
  EXPECT_EQ(alerts(""), 0);
  pass(minutes(2));
  EXPECT_EQ(alerts("chain_stalled"), 1);
  EXPECT_EQ(noted(), kStart);
  EXPECT_EQ(watcher_->status().stalled_since, kStart);
  EXPECT_TRUE(watcher_->status().backends.at(0).is_healthy);
  pass(minutes(300));
  EXPECT_EQ(alerts("chain_stalled"), 1);
  mine();
  await([&] { return alerts("chain_goes_on") == 1; });
  EXPECT_EQ(noted(), std::nullopt);
  EXPECT_EQ(watcher_->status().stalled_since, std::nullopt);
  pass(minutes(201));
  EXPECT_EQ(alerts("chain_stalled"), 2);
}

TEST_P(Standstill, IsToldOfADownloadThatDoesNotGetOn) {
  node_.set_syncing(true);
  node_.set_blocks(10);
  start_and_look();
  pass(minutes(201));
  EXPECT_EQ(alerts("chain_stalled"), 1);
  node_.set_blocks(11);
  await([&] { return alerts("chain_goes_on") == 1; });
}

TEST_P(Standstill, IsNotHiddenByANodeThatGoesToAndFro) {
  node_.set_syncing(true);
  node_.set_blocks(11);
  start_and_look();
  for (int times = 0; times < 21; ++times) {
    node_.set_blocks(times % 2 == 0 ? 10 : 11);
    node_.set_more_headers(400 + times);
    pass(minutes(10));
  }
  EXPECT_EQ(alerts("chain_stalled"), 1);
}

TEST_P(Standstill, IsToldAfterADayOfADownloadThatNeverEnds) {
  node_.set_syncing(true);
  auto options = quick();
  options.stall_after = minutes(60);
  node_.set_blocks(1);
  start_and_look(options);
  for (std::int64_t height = 2; height < 53; ++height) {
    node_.set_blocks(height);
    pass(minutes(30));
  }
  EXPECT_EQ(alerts("chain_stalled"), 1);
  EXPECT_EQ(alerts("chain_goes_on"), 0);
}

TEST_P(Standstill, IsToldOnceAlsoByTheNextProcess) {
  start_and_look();
  pass(minutes(201));
  EXPECT_EQ(alerts("chain_stalled"), 1);
  ASSERT_TRUE(stop());
  start();
  pass(minutes(300));
  EXPECT_EQ(watcher_->status().stalled_since, kStart);
  EXPECT_EQ(alerts("chain_stalled"), 1);
  mine();
  await([&] { return alerts("chain_goes_on") == 1; });
}

TEST_P(Standstill, FollowsTheCoinsOwnPaceOrASetting) {
  auto options = quick();
  options.stall_after = minutes(5);
  start_and_look(options);
  pass(minutes(7));
  EXPECT_EQ(alerts("chain_stalled"), 1);
}

}  // namespace
}  // namespace watching
