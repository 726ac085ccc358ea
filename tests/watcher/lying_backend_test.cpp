// Backends that say of their blocks what is not so, beside one that is honest.
#include <fmt/format.h>
#include <gmock/gmock.h>

#include "chain/testing/model_explorer.h"
#include "chain/watcher/watcher.h"
#include "watcher/watched_shop.h"

namespace watching {
namespace {

using base::Money;
using chain::testing::ModelExplorer;
using shop::DepositStatus;
using testing::HasSubstr;
using testing::Not;

constexpr std::string_view kByHeight = "/block-height/";

class LyingBackend : public ModelChainShop {
 protected:
  // Time passes too, for backends that are asked only now and then.
  template <class Condition>
  void await_in_time(Condition holds) {
    await([&] {
      clock_.advance(std::chrono::milliseconds(10));
      return holds();
    });
  }
  std::ptrdiff_t times_asked(const std::string& path) {
    return std::ranges::count(other_.server().seen(), path, &net::ServerRequest::path);
  }

  ModelExplorer other_{loop_, 0, kStartSeconds};
};

INSTANTIATE_TEST_SUITE_P(, LyingBackend, support::kBothEngines, support::engine_name);

// Names the shop's own blocks as those of a branch with more work, over and over.
class OwnBranchAgain {
 public:
  OwnBranchAgain(const ModelExplorer& chain, std::int64_t oldest, std::int64_t newest)
      : chain_(chain), oldest_(oldest), newest_(newest) {}

  std::optional<net::ServerResponse> operator()(const std::string& path) {
    const std::string invented(64, 'f');
    if (path == "/blocks/tip/hash") {
      return net::text_response(200, invented);
    }
    if (path == "/block/" + invented) {
      return net::text_response(200,
                                fmt::format(R"({{"id":"{}","height":{}}})", invented, newest_ + 2));
    }
    if (!path.starts_with(kByHeight)) {
      return std::nullopt;
    }
    return net::text_response(200, name(std::stoll(path.substr(kByHeight.size()))));
  }

 private:
  enum class Phase : std::uint8_t { climb, search, branch };

  std::string name(std::int64_t height) {
    const auto before = std::exchange(last_, height);
    if (height > newest_) {
      const bool is_believed = phase_ == Phase::branch && before == newest_;
      phase_ = is_believed ? Phase::climb : Phase::search;
      return chain_.block_id(is_believed ? height : newest_);
    }
    if (phase_ == Phase::search && height == before && height == oldest_ + 1) {
      phase_ = Phase::branch;  // the fork was looked for down to here
    }
    const bool is_hidden = phase_ == Phase::search && height > oldest_;
    return is_hidden ? std::string(64, '0') : chain_.block_id(height);
  }

  const ModelExplorer& chain_;
  std::int64_t oldest_;
  std::int64_t newest_;
  Phase phase_ = Phase::climb;
  std::int64_t last_ = 0;
};

TEST_P(LyingBackend, CannotMakeTheShopLeaveItsOwnBlocksForThemselves) {
  explorer_.mine_empty(110);
  auto options = quick();
  options.start_depth = 120;
  other_.follow(explorer_);
  connect({other_.url(), explorer_.url()});
  start(options);
  await_height(260);
  explorer_.mine();
  other_.answer_instead(OwnBranchAgain(explorer_, 160, 260));
  await_height(261);
  EXPECT_THAT(log(), Not(HasSubstr("reorganised")));
  EXPECT_THAT(log(), HasSubstr("says that it has all blocks up to 262, but not block 262"));
}

// A height is not part of a block: the shop would wait for ever for blocks of such heights.
TEST_P(LyingBackend, CannotShiftTheHeightsOfAShopThatBegins) {
  other_.follow(explorer_);
  other_.answer_instead([&](const std::string& path) -> std::optional<net::ServerResponse> {
    if (path == "/block/" + explorer_.tip()) {
      return net::text_response(200, fmt::format(R"({{"id":"{}","height":120}})", explorer_.tip()));
    }
    const bool is_by_height = path.starts_with(kByHeight) && path != "/block-height/0";
    return is_by_height ? std::optional(net::text_response(200, explorer_.block_id(140)))
                        : std::nullopt;
  });
  connect({other_.url(), explorer_.url()});
  start();
  await_height(explorer_.height());
  mine({pay({open_address()}, kSat)});
  EXPECT_EQ(balance(), Money::units(100));
}

TEST_P(LyingBackend, CannotHaveACreditTakenBackInTheMiddleOfAChangeOfBranches) {
  connect({explorer_.url(), other_.url()});
  other_.follow(explorer_);
  begin();
  const auto payment = pay({open_address()}, kSat);
  mine({payment});
  other_.follow(explorer_);
  other_.take_back(3);
  other_.set_target(0x2000'ffff);  // 128 times as hard
  other_.mine();
  other_.mine({payment});
  const auto last = fmt::format("/block/{}/raw", other_.tip());
  other_.answer_instead([&](const std::string& path) {
    return path == last ? std::optional(net::text_response(500, "later")) : std::nullopt;
  });
  await_in_time([&] { return times_asked(last) > 3; });
  EXPECT_EQ(alerts("credit_taken_back"), 0);
  EXPECT_EQ(balance(), Money::units(100));
  other_.answer_instead({});
  await_in_time(
      [&] { return watcher_->status().height == 150 && watcher_->status().has_caught_up; });
  EXPECT_EQ(alerts("credit_taken_back"), 0);
  EXPECT_EQ(status(), DepositStatus::completed);
}

// The process ends between the blocks that it has undone and those that take their place.
TEST_P(LyingBackend, CannotHaveACreditTakenBackWhenTheShopIsStoppedInThatChange) {
  begin();
  const auto payment = pay({open_address()}, kSat);
  mine({payment});
  other_.follow(explorer_);
  other_.take_back(1);
  explorer_.take_back(1);
  explorer_.mine();
  explorer_.mine({payment});
  const auto next = fmt::format("/block/{}/raw", explorer_.block_id(151));
  // Its header alone, so that the branch is proved and the block is not had.
  explorer_.answer_instead([&](const std::string& path) {
    return path == next && watcher_->status().height == 150
               ? std::optional(net::text_response(500, "later"))
               : std::nullopt;
  });
  await([&] { return watcher_->status().height == 150; });
  ASSERT_TRUE(stop());
  explorer_.answer_instead({});
  connect({other_.url()});  // it has not heard of either block
  start();
  const auto before = other_.server().seen().size();
  await([&] { return other_.server().seen().size() > before + 20; });
  EXPECT_EQ(alerts("credit_taken_back"), 0);
  EXPECT_EQ(balance(), Money::units(100));
  ASSERT_TRUE(stop());
  connect({explorer_.url()});
  start();
  await_height(152);
  EXPECT_EQ(status(), DepositStatus::completed);
  EXPECT_EQ(alerts("credit_taken_back"), 0);
}

// As rows of a version that did not note them.
TEST_P(LyingBackend, CannotWinByCountAgainstBlocksWhoseTargetIsNotKnownYet) {
  begin();
  explorer_.set_target(0x2000'ffff);  // 128 times as hard
  mine({pay({open_address()}, kSat)});
  ASSERT_TRUE(stop());
  transact([](db::Tx& tx) {
    tx.execute("UPDATE chain_blocks SET target = NULL, time_s = NULL");
    return true;
  });
  other_.follow(explorer_);
  other_.take_back(1);
  other_.mine_empty(3);
  connect({other_.url(), explorer_.url()});
  start();
  await([&] { return times_asked("/block-height/150") > 0; });
  await([&] { return watcher_->status().has_caught_up; });
  EXPECT_THAT(log(), Not(HasSubstr("reorganised")));
  EXPECT_EQ(status(), DepositStatus::completed);
  EXPECT_EQ(read([](db::Tx& tx) {
              return tx.one<std::int64_t>(
                  "SELECT count(*) FROM chain_blocks WHERE height > 149 AND target IS NULL");
            }),
            0);
}

TEST_P(LyingBackend, IsNoOtherChainForOneBlockThatItDoesNotFind) {
  begin();
  const auto page = fmt::format("/block-height/{}", 140);
  explorer_.take_back(1);
  explorer_.mine_empty(2);
  explorer_.answer_instead([&](const std::string& path) {
    return path == page ? std::optional(net::text_response(404, "Block not found")) : std::nullopt;
  });
  await([&] { return !watcher_->status().trouble.empty(); });
  EXPECT_EQ(alerts("chain_stopped"), 0);
  EXPECT_THAT(log(), Not(HasSubstr("another chain")));
  explorer_.answer_instead({});
  await_height(151);
}

}  // namespace
}  // namespace watching
