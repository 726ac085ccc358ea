#include "chain/backends/backend_pool.h"

#include <gmock/gmock.h>

#include "chain/backends/backend_url.h"
#include "chain/blocks/proof_of_work.h"
#include "chain/testing/model_chain.h"
#include "chain/testing/model_explorer.h"

namespace {

using base::ErrorKind;
using chain::Ability;
using chain::Aside;
using chain::Bytes;
using chain::testing::Loop;
using chain::testing::ModelExplorer;
using net::text_response;
using std::chrono::minutes;
using std::chrono::seconds;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr std::uint32_t kTime = 1'795'478'400;

class BackendPool : public testing::Test {
 protected:
  BackendPool() { second_.follow(first_); }

  void connect(chain::BackendPool::Options options = {}) {
    std::vector<std::unique_ptr<chain::Backend>> backends;
    for (const auto* explorer : {&first_, &second_}) {
      backends.push_back(
          chain::make_backend(chain::parse_backend_url(explorer->url()).value(), {}, http_));
    }
    pool_.emplace(std::move(backends), clock_, logger_, std::move(options));
  }
  template <class T>
  T run(boost::asio::awaitable<T> work) {
    return loop_.run(std::move(work));
  }
  base::Result<std::string> previous_of_tip() {
    const auto block = run(pool_->block(first_.tip(), 0));
    if (!block) {
      return std::unexpected(block.error());
    }
    return chain::to_id(block->block.header.previous);
  }
  std::size_t asked(ModelExplorer& explorer, const std::string& path) {
    return static_cast<std::size_t>(
        std::ranges::count(explorer.server().seen(), path, &net::ServerRequest::path));
  }

  Loop loop_;
  ModelExplorer first_{loop_, 20, kTime};
  ModelExplorer second_{loop_, 20, kTime};
  net::HttpClient http_{loop_.context().get_executor()};
  base::ManualClock clock_{base::Timestamp(std::chrono::hours(500'000))};
  base::Logger logger_;
  std::optional<chain::BackendPool> pool_;
};

TEST_F(BackendPool, AsksTheFirstWhileItWorks) {
  connect();
  EXPECT_EQ(previous_of_tip(), first_.block_id(19));
  EXPECT_THAT(second_.server().seen(), IsEmpty());
}

TEST_F(BackendPool, TakesTheNextWhenOneFailsAndReturnsAfterAPause) {
  connect();
  first_.set_down(true);
  EXPECT_TRUE(previous_of_tip());
  auto health = pool_->health();
  EXPECT_FALSE(health[0].is_healthy);
  EXPECT_THAT(health[0].trouble, HasSubstr("503"));
  EXPECT_EQ(health[0].failures, 1U);
  EXPECT_TRUE(health[1].is_healthy);
  EXPECT_EQ(health[1].failures, 0U);

  first_.set_down(false);
  EXPECT_TRUE(previous_of_tip());
  EXPECT_EQ(first_.server().seen().size(), 1U) << "its pause is not over";
  clock_.advance(seconds(16));
  EXPECT_TRUE(previous_of_tip());
  EXPECT_EQ(first_.server().seen().size(), 2U);
  EXPECT_TRUE(pool_->health()[0].is_healthy);
}

TEST_F(BackendPool, PausesLongerTheLongerOneFailsButNeverForLong) {
  connect();
  first_.set_down(true);
  std::size_t before = 0;
  for (const auto pause :
       {seconds(15), seconds(30), seconds(60), seconds(120), seconds(240), seconds(240)}) {
    EXPECT_TRUE(previous_of_tip());
    EXPECT_EQ(first_.server().seen().size(), before + 1);
    clock_.advance(pause - seconds(1));
    EXPECT_TRUE(previous_of_tip());
    EXPECT_EQ(first_.server().seen().size(), ++before);
    clock_.advance(seconds(1));
  }
}

TEST_F(BackendPool, FailsWhenAllDoAndTriesAllAgainAtOnce) {
  connect();
  first_.set_down(true);
  second_.set_down(true);
  EXPECT_EQ(previous_of_tip().error().kind, ErrorKind::unavailable);
  second_.set_down(false);
  EXPECT_TRUE(previous_of_tip());
}

TEST_F(BackendPool, AsksAnotherForABlockThatOneLacks) {
  connect();
  second_.mine();
  const auto block = run(pool_->block(second_.tip(), 0));
  ASSERT_TRUE(block) << block.error().message;
  EXPECT_TRUE(pool_->health()[0].is_healthy);
  EXPECT_EQ(run(pool_->block(std::string(64, 'a'), 0)).error().kind, ErrorKind::not_found);
  second_.set_down(true);
  EXPECT_EQ(run(pool_->block(std::string(64, 'a'), 0)).error().kind, ErrorKind::unavailable)
      << "it may have it";
}

TEST_F(BackendPool, JudgesEachAbilityAlone) {
  connect();
  first_.answer_instead([](const std::string& path) {
    return path.ends_with("/raw") ? std::optional(text_response(200, "<html>proxy</html>"))
                                  : std::nullopt;
  });
  EXPECT_TRUE(previous_of_tip());
  EXPECT_EQ(run(pool_->state(0))->tip.hash, first_.tip());
  EXPECT_THAT(pool_->order(Ability::block), ElementsAre(1, 0));
  EXPECT_THAT(pool_->order(Ability::state), ElementsAre(0, 1));
  EXPECT_FALSE(pool_->health()[0].is_healthy);
}

TEST_F(BackendPool, TakesNoBlockWithoutItsWork) {
  connect();
  auto forged = first_.block(20);
  forged[76] ^= 1U;  // the nonce
  while (chain::check_work(chain::ByteView(forged).first(80), base::Coin::btc,
                           chain::Network::regtest)) {
    ++forged[77];
  }
  const auto hash = chain::testing::id_of_block(forged);
  for (auto* explorer : {&first_, &second_}) {
    explorer->answer_instead([&](const std::string& path) {
      return path.ends_with("/raw")
                 ? std::optional(text_response(200, std::string(forged.begin(), forged.end())))
                 : std::nullopt;
    });
  }
  const auto refused = run(pool_->block(hash, 0));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, ErrorKind::invalid);
  EXPECT_THAT(refused.error().message, HasSubstr("no proof of work"));
}

TEST_F(BackendPool, TakesAHeaderFromItsBlockWhereHeadersAreRefused) {
  connect();
  for (auto* explorer : {&first_, &second_}) {
    explorer->answer_instead([](const std::string& path) {
      return path.ends_with("/header") ? std::optional(text_response(403, "")) : std::nullopt;
    });
  }
  EXPECT_EQ(chain::to_id(run(pool_->header(first_.tip(), 0)).value().previous),
            first_.block_id(19));
  EXPECT_TRUE(run(pool_->header(first_.tip(), 0)));
  EXPECT_EQ(asked(first_, "/block/" + first_.tip() + "/header"), 1U) << "it is not asked again";
  EXPECT_TRUE(pool_->health()[0].is_healthy);
  EXPECT_THAT(pool_->health()[0].refused, ElementsAre(HasSubstr("header")));
}

TEST_F(BackendPool, AsksNobodyForTheMempoolWhileAllRefuseIt) {
  connect();
  for (auto* explorer : {&first_, &second_}) {
    explorer->answer_instead([](const std::string& path) {
      return path.starts_with("/mempool") ? std::optional(text_response(403, "")) : std::nullopt;
    });
  }
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(run(pool_->mempool()).error().kind, ErrorKind::forbidden);
  }
  EXPECT_EQ(first_.server().seen().size(), 1U);
  EXPECT_EQ(second_.server().seen().size(), 1U);
}

TEST_F(BackendPool, TakesTransactionsFromWhoeverSendsThem) {
  connect();
  std::vector<std::string> ids;
  for (std::uint32_t i = 0; i < 3; ++i) {
    const auto transaction =
        chain::testing::make_transaction({{.script = {0x51}, .amount_sat = 1}}, i);
    ids.push_back(chain::testing::id_of_transaction(transaction));
    first_.add_waiting(transaction);
    second_.add_waiting(transaction);
  }
  first_.answer_instead([&](const std::string& path) {
    return path.starts_with("/tx/" + ids[1]) ? std::optional(text_response(200, "nonsense"))
                                             : std::nullopt;
  });
  const auto fetched = run(pool_->waiting_transactions(0, ids));
  EXPECT_EQ(fetched.error, std::nullopt);
  EXPECT_EQ(fetched.transactions.size(), 3U);
  EXPECT_EQ(second_.server().seen().size(), 1U) << "only for the one that is missing";
}

TEST_F(BackendPool, DoesNotListenToAnotherChain) {
  ModelExplorer other(loop_, 20, kTime + 1);
  first_.follow(other);
  connect({.genesis = {second_.block_id(0)}});
  EXPECT_EQ(run(pool_->state(0)).error().kind, ErrorKind::invalid);
  EXPECT_THAT(pool_->health()[0].trouble, HasSubstr("another chain"));
  EXPECT_EQ(run(pool_->state(1))->tip.hash, second_.tip());
  EXPECT_THAT(pool_->order(Ability::block), ElementsAre(1, 0));
  EXPECT_FALSE(pool_->may_have_news(0, {}));
  clock_.advance(minutes(11));
  EXPECT_TRUE(pool_->may_have_news(0, {})) << "it may have been mended";
  first_.follow(second_);
  EXPECT_TRUE(run(pool_->state(0)));
  EXPECT_TRUE(pool_->health()[0].is_healthy);
}

// As Bitcoin Cash from Bitcoin, or the test networks from each other.
TEST_F(BackendPool, TellsChainsApartByAKnownBlockAndByWhatIsRemembered) {
  first_.take_back(3);
  first_.mine_empty(3);
  connect(
      {.genesis = {first_.block_id(0)}, .known_block = shop::BlockId{18, second_.block_id(18)}});
  EXPECT_EQ(run(pool_->state(0)).error().kind, ErrorKind::invalid);
  EXPECT_TRUE(run(pool_->state(1)));
  first_.take_back(3);
  EXPECT_TRUE(run(pool_->state(0))) << "it has not reached that block";

  ModelExplorer other(loop_, 20, kTime + 1);
  connect({.genesis = {first_.block_id(0), other.block_id(0)}});
  EXPECT_TRUE(run(pool_->state(0)));
  pool_->require_genesis(other.block_id(0));
  EXPECT_EQ(run(pool_->state(0)).error().kind, ErrorKind::invalid);
}

TEST_F(BackendPool, AsksThoseThatAreNotNeededSeldom) {
  connect();
  EXPECT_TRUE(run(pool_->state(1)));
  EXPECT_FALSE(pool_->may_have_news(1, minutes(1)));
  clock_.advance(minutes(1));
  EXPECT_TRUE(pool_->may_have_news(1, minutes(1)));
  pool_->set_current(0, false);
  EXPECT_THAT(pool_->order(Ability::state), ElementsAre(1, 0));
}

class Disagreement : public BackendPool {
 protected:
  // Whether the owners are told within that time.
  bool is_told_within(minutes time) {
    bool is_told = false;
    for (auto passed = minutes(0); passed < time; passed += minutes(1)) {
      clock_.advance(minutes(1));
      for (const std::size_t member : {0U, 1U}) {
        std::ignore = run(pool_->state(member));
      }
      pool_->judge(first_.height(), minutes(200));
      is_told = pool_->is_disagreement_due() || is_told;
    }
    return is_told;
  }
};

TEST_F(Disagreement, IsToldOnceWhenOneIsAsideForLong) {
  connect();
  EXPECT_FALSE(is_told_within(minutes(60)));
  pool_->set_aside(1, Aside::another_chain, "is on another chain");
  EXPECT_FALSE(is_told_within(minutes(30)));
  EXPECT_TRUE(is_told_within(minutes(2)));
  EXPECT_FALSE(is_told_within(minutes(60)));
  pool_->take_back(1, Aside::another_chain);
  EXPECT_FALSE(is_told_within(minutes(5)));
  pool_->set_aside(1, Aside::another_chain, "is on another chain");
  EXPECT_TRUE(is_told_within(minutes(32)));
}

TEST_F(Disagreement, IsNoneWhenOneIsAFewBlocksBehindOrDown) {
  connect();
  first_.mine_empty(3);
  EXPECT_FALSE(is_told_within(minutes(300)));
  first_.mine_empty(5);
  second_.set_down(true);
  EXPECT_FALSE(is_told_within(minutes(300)));
}

TEST_F(Disagreement, IsOneThatStaysBehind) {
  connect();
  first_.mine_empty(13);
  EXPECT_FALSE(is_told_within(minutes(200)));
  EXPECT_TRUE(is_told_within(minutes(40)));
  EXPECT_THAT(pool_->health()[1].trouble, HasSubstr("has been behind"));
  second_.follow(first_);
  EXPECT_FALSE(is_told_within(minutes(20)));
  EXPECT_TRUE(pool_->health()[1].is_healthy);
}

TEST_F(Disagreement, IsNoneWhileADownloadGetsOn) {
  connect();
  first_.mine_empty(60);
  for (int i = 0; i < 10; ++i) {
    second_.copy(first_, 25 + 5 * i);
    EXPECT_FALSE(is_told_within(minutes(100)));
  }
}

TEST_F(Disagreement, IsOneThatSendsNonsense) {
  connect();
  second_.answer_instead([](const std::string& path) {
    return path.ends_with("/raw") ? std::optional(text_response(200, "<html>proxy</html>"))
                                  : std::nullopt;
  });
  first_.set_down(true);
  EXPECT_FALSE(previous_of_tip());
  first_.set_down(false);
  EXPECT_TRUE(is_told_within(minutes(35)));
}

}  // namespace
