// Nodes behind something that ends each wait for a block at once.
#include <algorithm>
#include <chrono>

#include <gtest/gtest.h>

#include "chain/testing/model_node.h"
#include "watcher/watched_shop.h"

namespace watching {
namespace {

using base::Money;
using chain::testing::ModelNode;
using std::chrono::milliseconds;
using std::chrono::steady_clock;

class VainWaits : public ModelChainShop {
 protected:
  void SetUp() override {
    ModelChainShop::SetUp();
    connect({node_.url()});
  }
  // With pauses of 10, 20, 40... milliseconds up to 640.
  void start_with_pauses() {
    auto options = quick();
    options.poll = milliseconds(640);
    options.look = std::chrono::seconds(10);
    start(options);
  }
  std::ptrdiff_t calls_of(const std::string& method) const {
    return std::ranges::count_if(node_.server().seen(), [&](const auto& request) {
      return request.body.contains('"' + method + '"');
    });
  }
  std::ptrdiff_t waits() const { return calls_of("waitforblockheight"); }
  // Until so many more waits have begun.
  void await_waits(std::ptrdiff_t count) {
    const auto before = waits();
    await([&] { return waits() >= before + count; });
  }
  void expect_pauses() {
    connect({node_.url()});  // what is known of its waits is forgotten
    start_with_pauses();
    await_waits(1);
    const auto began = steady_clock::now();
    await_waits(7);
    EXPECT_GE(steady_clock::now() - began, milliseconds(10 + 20 + 40 + 80 + 160 + 320));
    EXPECT_LE(calls_of("getblockchaininfo"), 3 * waits() + 3) << "so few rounds";
    ASSERT_TRUE(stop());
  }

  ModelNode node_{loop_, explorer_};
};

INSTANTIATE_TEST_SUITE_P(, VainWaits, support::kBothEngines, support::engine_name);

// The shop's height, an older one, and one of a block that nobody has.
TEST_P(VainWaits, AreFollowedByPausesWhateverHeightTheyTell) {
  for (const auto height : {150, 149, 3, 9'000}) {
    node_.end_waits_at(height);
    expect_pauses();
  }
}

TEST_P(VainWaits, ThatFailAtOnceAreNotRepeatedSoon) {
  node_.refuse({});  // it answers with an error
  auto options = quick();
  options.look = std::chrono::seconds(10);
  start(options);
  await([&] { return calls_of("getrawmempool") > 50; });
  EXPECT_EQ(waits(), 1) << "it is polled";
}

TEST_P(VainWaits, KeepNoBlockFromTheShop) {
  node_.end_waits_at(150);
  start_with_pauses();
  await_waits(4);
  const auto payment = pay({open_address()}, kSat);
  explorer_.mine({payment});
  await_height(151);
  EXPECT_EQ(balance(), Money::units(100));
}

}  // namespace
}  // namespace watching
