// `kram rescan` against a toy chain that differs from the one that the shop has followed.
#include <gtest/gtest.h>

#include "app/demo/demo.h"
#include "cli/kram.h"
#include "sandbox/server/bot_api_server.h"
#include "shop/deposits/coins/chain_deposit.h"
#include "support/on_both_engines.h"

namespace {

using base::Coin;
using shop::BlockId;

class Rescan : public support::OnBothEngines {
 protected:
  void SetUp() override {
    OnBothEngines::SetUp();
    transact([&](db::Tx& tx) {
      shop::start_chain_at(tx, Coin::btc, {kOldTip.height, kOldTip.hash});
      return true;
    });
  }

  support::ProgramEnd rescan(const std::string& from, cli::Words more = {}) {
    cli::Words words{"rescan", "--currency", "BTC", "--from", from};
    words.insert(words.end(), more.begin(), more.end());
    auto settings = app::toy_coin_settings(server_.url());
    settings["DATABASE_URL"] = url();
    settings_.insert(settings.begin(), settings.end());
    return kram_.run(words, settings_);
  }
  BlockId cursor() {
    return read([](db::Tx& tx) { return shop::recent_blocks(tx, Coin::btc).front(); });
  }

  const BlockId kOldTip{50, std::string(64, 'a')};
  base::ManualClock clock_{base::SystemClock().now()};
  base::Logger logger_;
  toychain::ToyNetwork toys_{clock_};
  sandbox::BotApiServer server_{{.extra_routes = app::routes_of(toys_)}, clock_, logger_};
  cli::Kram kram_;
  cli::Environment settings_;  // override the toy chain's
};
INSTANTIATE_TEST_SUITE_P(, Rescan, support::kBothEngines, support::engine_name);

TEST_P(Rescan, GoesOverToAnotherChainAndWalksItAgain) {
  const auto moved = rescan("40", {"--new-chain"});
  EXPECT_EQ(moved.exit_code, 0) << moved.err;
  EXPECT_TRUE(moved.err.contains("it walks blocks 40 to 100")) << moved.err;
  const auto tip = cursor();
  EXPECT_EQ(tip.height, 39);

  const auto refused = rescan("20", {"--new-chain"});
  EXPECT_EQ(refused.exit_code, 1);
  EXPECT_TRUE(refused.err.contains("follows it without this")) << refused.err;
  const auto walked = rescan("20");
  EXPECT_EQ(walked.exit_code, 0) << walked.err;
  EXPECT_TRUE(walked.err.contains("Blocks: 20, payments found: 0")) << walked.err;
  EXPECT_EQ(cursor(), tip);
}

TEST_P(Rescan, ChangesNothingWithoutAHeightOrANode) {
  const auto too_high = rescan("51", {"--new-chain"});
  EXPECT_EQ(too_high.exit_code, 2);
  EXPECT_TRUE(too_high.err.contains("between 1 and 50")) << too_high.err;
  settings_["BTC_BACKEND"] = "rpc+http://127.0.0.1:1";
  const auto alone = rescan("40", {"--new-chain"});
  EXPECT_EQ(alone.exit_code, 1);
  EXPECT_TRUE(alone.err.contains("The connection to 127.0.0.1 failed")) << alone.err;
  EXPECT_EQ(cursor(), kOldTip);
}

}  // namespace
