// The block with which a shop begins: nobody's word says at which height it is.
#include <fmt/format.h>
#include <gmock/gmock.h>

#include "chain/testing/model_node.h"
#include "chain/watcher/new_chain.h"
#include "watcher/watched_shop.h"

namespace watching {
namespace {

using base::Money;
using chain::testing::ModelExplorer;
using chain::testing::ModelNode;
using testing::HasSubstr;
using testing::Not;

// Blocks of regtest state their heights from 500 on.
constexpr int kHeight = 560;

class FirstStart : public WatchedShop {
 protected:
  explicit FirstStart(base::Coin coin = base::Coin::btc) : WatchedShop(coin) {}

  // The explorer says that all its blocks are higher by so much.
  void shift(ModelExplorer& explorer, std::int64_t by) {
    explorer.answer_instead(
        [&explorer, by](const std::string& path) { return shifted(explorer, path, by); });
  }
  static std::optional<net::ServerResponse> shifted(const ModelExplorer& explorer,
                                                    const std::string& path, std::int64_t by) {
    constexpr std::string_view kByHeight = "/block-height/";
    if (path == "/block/" + explorer.tip()) {
      return net::text_response(
          200, fmt::format(R"({{"id":"{}","height":{}}})", explorer.tip(), explorer.height() + by));
    }
    const auto asked = path.starts_with(kByHeight) ? std::stoll(path.substr(kByHeight.size())) : 0;
    const auto height = asked - by;
    return asked == 0 || height < 0 || height > explorer.height()
               ? std::nullopt
               : std::optional(net::text_response(200, explorer.block_id(height)));
  }
  void await_refusal() {
    await([&] { return watcher_->status().trouble.contains("does not say that height"); });
    EXPECT_THAT(watcher_->status().trouble,
                HasSubstr(std::string(code_of(account_.coin())) + "_BACKEND"));
    EXPECT_THAT(log(), HasSubstr("does not say that height"));
    EXPECT_THAT(log(), Not(HasSubstr("is followed from block")));
    EXPECT_EQ(watcher_->status().height, -1);
  }
  void expect_start_after_refusal();
  void expect_start(std::int64_t height) {
    start();
    await_height(height);
    EXPECT_THAT(log(), HasSubstr(fmt::format("is followed from block {}",
                                             std::max<std::int64_t>(height - 10, 0))));
    EXPECT_THAT(log(), Not(HasSubstr("does not say that height")));
    ASSERT_TRUE(stop());
  }

  ModelExplorer explorer_{loop_, kHeight, kStartSeconds, account_.coin()};
};

class LitecoinFirstStart : public FirstStart {
 protected:
  LitecoinFirstStart() : FirstStart(base::Coin::ltc) {}
};

INSTANTIATE_TEST_SUITE_P(, FirstStart, support::kBothEngines, support::engine_name);
INSTANTIATE_TEST_SUITE_P(, LitecoinFirstStart, support::kBothEngines, support::engine_name);

// Alone, higher or lower than it is; once it says what is so, the shop begins.
void FirstStart::expect_start_after_refusal() {
  for (const std::int64_t by : {1, 300'000, -20}) {
    connect({explorer_.url()});
    shift(explorer_, by);
    start();
    await_refusal();
    ASSERT_TRUE(stop());
  }
  explorer_.answer_instead({});
  start();
  await_height(kHeight);
}

TEST_P(FirstStart, IsRefusedAtAHeightThatTheBlockDoesNotState) { expect_start_after_refusal(); }

TEST_P(LitecoinFirstStart, IsRefusedAtAHeightThatTheBlockDoesNotState) {
  expect_start_after_refusal();
}

TEST_P(FirstStart, IsRefusedFromANodeThatShiftsItsHeights) {
  ModelNode node(loop_, explorer_);
  node.shift_heights(7);
  connect({node.url()});
  start();
  await_refusal();
  node.shift_heights(0);
  await_height(kHeight);
}

TEST_P(FirstStart, IsRefusedWithoutTheWholeBlock) {
  connect({explorer_.url()});
  auto raw = explorer_.block(kHeight - 10);
  raw.at(raw.size() - 60) ^= 1U;  // in the coinbase
  explorer_.send_instead_of_blocks(raw);
  start();
  await([&] { return watcher_->status().trouble.contains("not those of its header"); });
  EXPECT_EQ(watcher_->status().height, -1);
  explorer_.send_instead_of_blocks(std::nullopt);
  await_height(kHeight);
}

TEST_P(FirstStart, IsThatOfTheBackendWhoseBlockStatesItsHeight) {
  ModelExplorer other(loop_, 0, kStartSeconds);
  other.follow(explorer_);
  shift(other, 3);
  for (const auto& urls :
       {std::vector{other.url(), explorer_.url()}, std::vector{explorer_.url(), other.url()}}) {
    connect(urls);
    start();
    await_height(kHeight);
    ASSERT_TRUE(stop());
    EXPECT_THAT(log(), HasSubstr("is followed from block 550"));
    transact([](db::Tx& tx) {
      tx.execute("DELETE FROM chain_blocks");
      return true;
    });
  }
}

TEST_P(FirstStart, IsThatOfAnyChainWhereNoHeightIsAskedFor) {
  for (const int height : {0, 1, 9, 10, 11, 26, 27, 137, 150, 509, 510, 511}) {
    ModelExplorer chain(loop_, height, kStartSeconds);
    ModelNode node(loop_, chain);
    for (const auto& url : {chain.url(), node.url()}) {
      connect({url});
      expect_start(height);
      transact([](db::Tx& tx) {
        tx.execute("DELETE FROM chain_blocks");
        tx.execute("UPDATE coins SET genesis = NULL");
        return true;
      });
    }
  }
}

// As of old nodes' regtest, and of miners of one's own.
TEST_P(FirstStart, IsThatOfAChainThatStatedNoHeightsAtFirst) {
  ModelExplorer old(loop_, 0, kStartSeconds);
  old.set_stated_height(5);
  old.mine_empty(150);
  connect({old.url()});
  expect_start(150);
}

TEST_P(FirstStart, IsThatOfAPrunedNode) {
  ModelNode node(loop_, explorer_);
  node.set_pruned(kHeight - 5);
  connect({node.url()});
  start();
  await_height(kHeight);
  EXPECT_THAT(log(), HasSubstr("is followed from block 555"));
}

TEST_P(FirstStart, IsNoEasierOnANewChain) {
  connect({explorer_.url()});
  start();
  await_height(kHeight);
  ASSERT_TRUE(stop());
  explorer_.take_back(20);
  explorer_.mine_empty(40);
  shift(explorer_, 2);
  const auto refused = loop_.run(chain::follow_new_chain(watcher_context(), kHeight - 15));
  ASSERT_FALSE(refused);
  EXPECT_THAT(refused.error().message, HasSubstr("does not say that height"));
}

}  // namespace
}  // namespace watching
