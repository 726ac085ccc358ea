#include "chain/watcher/rescan.h"

#include <boost/json/parse.hpp>

#include <gmock/gmock.h>

#include "shop/deposits/coins/chain_deposit.h"
#include "watcher/watched_shop.h"

namespace watching {
namespace {

using base::Money;
using testing::HasSubstr;

class Rescan : public ModelChainShop {
 protected:
  void SetUp() override {
    ModelChainShop::SetUp();
    begin();
  }
  base::Result<chain::RescanReport> rescan(std::int64_t from) {
    std::optional<base::Result<chain::RescanReport>> report;
    boost::asio::co_spawn(
        loop_.context(),
        chain::rescan(
            watcher_context(), from, [&](auto height, auto) { progress_.push_back(height); },
            std::chrono::milliseconds(1)),
        [&](std::exception_ptr thrown, base::Result<chain::RescanReport> result) {
          EXPECT_EQ(thrown, nullptr);
          report = std::move(result);
        });
    await([&] { return report.has_value(); });
    return *report;
  }
  // Mines a block whose payments the shop misses.
  void miss(const std::vector<chain::Bytes>& transactions) {
    explorer_.set_down(true);
    await([&] { return !watcher_->status().trouble.empty(); });
    explorer_.mine(transactions);
    transact([&](db::Tx& tx) {
      shop::apply_block(tx, base::Coin::btc, {explorer_.height(), explorer_.tip()}, {}, rules_,
                        kStart);
      return true;
    });
    explorer_.set_down(false);
    await_height(explorer_.height());
  }

  std::vector<std::int64_t> progress_;
};

INSTANTIATE_TEST_SUITE_P(, Rescan, support::kBothEngines, support::engine_name);

TEST_P(Rescan, FindsWhatWasMissedOnce) {
  miss({pay({open_address()}, kSat), pay({open_address(kReferrer)}, kSat)});
  explorer_.mine_empty(2);
  await_height(explorer_.height());
  EXPECT_TRUE(deposits().empty());

  const auto report = rescan(explorer_.height() - 4);
  ASSERT_TRUE(report) << report.error().message;
  EXPECT_EQ(report->blocks, 5);
  EXPECT_EQ(report->found, 2);
  EXPECT_EQ(report->credited, 2);
  EXPECT_EQ(balance(), Money::units(100));
  EXPECT_EQ(progress_.size(), 5U);

  const auto again = rescan(0);
  ASSERT_TRUE(again) << again.error().message;
  EXPECT_EQ(again->blocks, explorer_.height() + 1);
  EXPECT_EQ(again->found, 0);
  EXPECT_EQ(again->credited, 0);
  EXPECT_EQ(balance(), Money::units(100));
  EXPECT_EQ(watcher_->status().height, explorer_.height());
}

TEST_P(Rescan, RefusesAHeightThatTheShopHasNotReached) {
  const auto refused = rescan(explorer_.height() + 1);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, base::ErrorKind::invalid);
  EXPECT_FALSE(rescan(-1));
}

TEST_P(Rescan, RepeatsARequestThatFails) {
  miss({pay({open_address()}, kSat)});
  ASSERT_TRUE(stop());
  int failures = 3;
  explorer_.answer_instead([&](const std::string& path) {
    const bool fails = path.ends_with("/raw") && failures-- > 0;
    return fails ? std::optional(net::text_response(503, "")) : std::nullopt;
  });
  const auto report = rescan(140);
  ASSERT_TRUE(report) << report.error().message;
  EXPECT_EQ(report->blocks, explorer_.height() - 139);
  EXPECT_EQ(balance(), Money::units(100));
}

TEST_P(Rescan, NamesTheHeightWhereItEndedAndGoesOnFromThere) {
  miss({pay({open_address()}, kSat)});
  ASSERT_TRUE(stop());
  explorer_.answer_instead([&](const std::string& path) {
    const bool fails = path == "/block/" + explorer_.block_id(145) + "/raw";
    return fails ? std::optional(net::text_response(503, "")) : std::nullopt;
  });
  const auto report = rescan(140);
  ASSERT_FALSE(report);
  EXPECT_THAT(report.error().message, HasSubstr("503"));
  EXPECT_THAT(report.error().message, HasSubstr("--from 145"));
  EXPECT_EQ(progress_.back(), 144);
  explorer_.answer_instead({});
  EXPECT_EQ(rescan(145).value().credited, 1);
}

TEST_P(Rescan, TakesAnotherBackendWhenTheFirstIsOnAnotherBranchOrPruned) {
  miss({pay({open_address()}, kSat)});
  ASSERT_TRUE(stop());
  chain::testing::ModelExplorer other(loop_, 160, kStartSeconds);
  connect({other.url(), explorer_.url()});
  EXPECT_EQ(rescan(140).value().credited, 1);
}

// Far below the blocks that the shop remembers: what is not on its chain cannot be chosen for it.
TEST_P(Rescan, CreditsNoBlockOfAnotherChain) {
  chain::testing::ModelExplorer other(loop_, 5, kStartSeconds);
  other.mine({pay({open_address()}, kSat)});
  ASSERT_TRUE(stop());
  const auto there = other.block_id(other.height());
  explorer_.answer_instead([&](const std::string& path) -> std::optional<net::ServerResponse> {
    if (path == "/block-height/20") {
      return net::text_response(200, there);
    }
    if (path == "/block/" + there + "/raw") {
      const auto& raw = other.block(other.height());
      return net::text_response(200, {raw.begin(), raw.end()});
    }
    return std::nullopt;
  });
  EXPECT_EQ(rescan(20).value().credited, 0);
  EXPECT_TRUE(deposits().empty());
}

TEST_P(Rescan, RefusesAnotherBranch) {
  ASSERT_TRUE(stop());
  explorer_.take_back(3);
  explorer_.mine_empty(5);
  const auto refused = rescan(140);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, base::ErrorKind::conflict);
}

TEST_P(Rescan, SaysFromWhereAPrunedNodeHasBlocks) {
  const auto tip = explorer_.tip();
  chain::testing::ScriptedServer pruned(loop_, [&](const net::ServerRequest& request) {
    const auto json = boost::json::parse(request.body);
    if (json.at("method") == "getblockhash") {
      const auto height = json.at("params").at(0).as_int64();
      return net::json_response(200,
                                R"({"error":null,"result":")" + explorer_.block_id(height) + "\"}");
    }
    EXPECT_EQ(json.at("method"), "getblockchaininfo");
    return net::json_response(200, R"({"error":null,"result":{"blocks":150,"bestblockhash":")" +
                                       tip + R"(","pruned":true,"pruneheight":120}})");
  });
  ASSERT_TRUE(stop());
  connect({"rpc+" + pruned.url()});
  const auto refused = rescan(119);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, base::ErrorKind::not_found);
  EXPECT_THAT(refused.error().message, HasSubstr("no blocks below 120"));
}

}  // namespace
}  // namespace watching
