#include "chain/backends/backend_pool.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "chain/blocks/proof_of_work.h"
#include "chain/testing/model_chain.h"
#include "chain/testing/two_explorers.h"

namespace {

using base::ErrorKind;
using chain::Ability;
using chain::Aside;
using chain::Bytes;
using chain::testing::ModelExplorer;
using net::text_response;
using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class BackendPool : public chain::testing::TwoExplorers {};

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
  const auto ids = add_waiting(3);
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

TEST_F(BackendPool, LeavesASilentMempoolAndDoesNotAskForItAtEachLook) {
  connect();
  silence(first_);
  pool_->set_patience(milliseconds(200));
  EXPECT_EQ(run(pool_->mempool()).error().kind, ErrorKind::unavailable);
  EXPECT_LT(since_began(), seconds(10));
  EXPECT_THAT(pool_->order(Ability::mempool), ElementsAre(1));
  for (int i = 0; i < 2; ++i) {
    pool_->set_patience(seconds(20));
    EXPECT_EQ(run(pool_->mempool())->member, 1U);
  }
  EXPECT_EQ(first_.server().seen().size(), 1U);
  clock_.advance(seconds(16));
  EXPECT_THAT(pool_->order(Ability::mempool), ElementsAre(0, 1));
}

TEST_F(BackendPool, SaysWhyNobodyIsAskedNow) {
  connect();
  first_.set_down(true);
  second_.set_down(true);
  const auto failed = run(pool_->mempool()).error();
  EXPECT_EQ(run(pool_->mempool()).error(), failed);
  EXPECT_EQ(first_.server().seen().size(), 1U);
}

TEST_F(BackendPool, TakesTransactionsThatOneSendsTooSlowlyFromAnother) {
  const auto ids = add_waiting(20);
  connect();
  silence(first_);
  pool_->set_patience(seconds(2));
  const auto fetched = run(pool_->waiting_transactions(0, ids));
  EXPECT_LT(since_began(), seconds(10));
  EXPECT_LE(first_.server().seen().size(), 8U);
  EXPECT_EQ(fetched.transactions.size(), 20U);
  EXPECT_THAT(pool_->order(Ability::transactions), ElementsAre(1));
}

TEST_F(BackendPool, KeepsWhatCameInTime) {
  const auto ids = add_waiting(20);
  const auto raw = chain::testing::make_transaction({{.script = {0x51}, .amount_sat = 1}}, 0);
  const std::string sent(raw.begin(), raw.end());
  connect();
  first_.server().set([&](const net::ServerRequest& request) {
    return request.path.contains(ids[0]) ? std::optional(text_response(200, sent)) : std::nullopt;
  });
  pool_->set_patience(milliseconds(500));
  const auto fetched = run(pool_->waiting_transactions(0, ids));
  EXPECT_EQ(fetched.error, std::nullopt);
  EXPECT_EQ(fetched.transactions.size(), 1U);
  EXPECT_THAT(pool_->order(Ability::transactions), ElementsAre(0, 1));
}

// A transaction in no mempool as far as was heard in time is not gone.
TEST_F(BackendPool, TakesNothingForLackingThatItHadNoTimeToAskFor) {
  const auto ids = add_waiting(2);
  connect();
  pool_->set_patience(milliseconds(0));
  EXPECT_THAT(run(pool_->lacked_by_others(0, {std::string(64, 'a')})), IsEmpty());
  pool_->set_patience(seconds(20));
  EXPECT_THAT(run(pool_->lacked_by_others(0, {std::string(64, 'a'), ids[0]})),
              ElementsAre(std::string(64, 'a')));
}

TEST_F(BackendPool, BlamesOnlyTheOneThatTakesTheTime) {
  connect();
  silence(first_);
  pool_->set_patience(milliseconds(200));
  EXPECT_EQ(run(pool_->block_hash(0, 5)).error().kind, ErrorKind::unavailable);
  EXPECT_LT(since_began(), seconds(10));
  EXPECT_FALSE(pool_->health()[0].is_healthy);
  EXPECT_EQ(run(pool_->block_hash(1, 5)).error().kind, ErrorKind::unavailable);
  EXPECT_EQ(run(pool_->block(second_.tip(), 1)).error().kind, ErrorKind::unavailable);
  EXPECT_TRUE(pool_->health()[1].is_healthy);
  EXPECT_THAT(second_.server().seen(), IsEmpty());
  pool_->set_patience(std::nullopt);
  EXPECT_EQ(run(pool_->block_hash(1, 5)), second_.block_id(5));
}

TEST_F(BackendPool, HurriesOneOnlyWhileAnotherIsAtTheTip) {
  connect();
  EXPECT_TRUE(pool_->may_hurry(0));
  pool_->set_current(1, false);
  EXPECT_FALSE(pool_->may_hurry(0));
  pool_->set_current(1, true);
  second_.set_down(true);
  EXPECT_FALSE(run(pool_->state(1)));
  EXPECT_FALSE(pool_->may_hurry(0));
}

TEST_F(BackendPool, TakesNoAbsenceForAnAnswerBelowTheTip) {
  const auto lacks = [&](const std::string& page) {
    connect();
    first_.answer_instead([page](const std::string& path) {
      return path == page ? std::optional(text_response(404, "?")) : std::nullopt;
    });
  };
  lacks("/block-height/5");
  EXPECT_TRUE(run(pool_->state(0)));
  const auto hash = run(pool_->block_hash(0, 5));
  EXPECT_EQ(hash.error().kind, ErrorKind::invalid);
  EXPECT_THAT(pool_->health()[0].trouble, HasSubstr("but not block 5"));
  EXPECT_EQ(run(pool_->block_hash(0, 21)).error().kind, ErrorKind::not_found);

  lacks("/block-height/0");
  EXPECT_EQ(run(pool_->state(0)).error().kind, ErrorKind::invalid);
  EXPECT_FALSE(pool_->health()[0].is_healthy);

  lacks("/block/" + first_.tip() + "/raw");
  EXPECT_TRUE(run(pool_->state(0)));
  EXPECT_TRUE(run(pool_->block(first_.tip(), 0))) << "of the other";
  EXPECT_FALSE(pool_->health()[0].is_healthy);

  lacks("/block/" + first_.block_id(7) + "/raw");
  EXPECT_TRUE(run(pool_->state(0)));
  EXPECT_TRUE(run(pool_->block_hash(0, 7)));
  EXPECT_TRUE(run(pool_->block(first_.block_id(7), 0)));
  EXPECT_FALSE(pool_->health()[0].is_healthy);
}

TEST_F(BackendPool, SetsOneAsideWhoseAnswersNeverFitTogether) {
  connect();
  EXPECT_TRUE(run(pool_->state(0)));
  pool_->note_changed(0);
  pool_->note_changed(0);
  first_.mine();
  EXPECT_TRUE(run(pool_->state(0)));
  pool_->note_changed(0);
  pool_->note_changed(0);
  EXPECT_TRUE(pool_->health()[0].is_healthy) << "its tip did change";
  pool_->note_changed(0);
  EXPECT_THAT(pool_->health()[0].trouble, HasSubstr("do not fit together"));
  EXPECT_THAT(pool_->order(Ability::block), ElementsAre(1, 0));
}

TEST_F(BackendPool, TakesNoHeightThatNoChainHas) {
  connect();
  const auto tip = first_.tip();
  for (const auto* height : {"9223372036854775807", "1000000000000000", "-1"}) {
    first_.answer_instead([&](const std::string& path) {
      const auto page = fmt::format(R"({{"id":"{}","height":{}}})", tip, height);
      return path == "/block/" + tip ? std::optional(text_response(200, page)) : std::nullopt;
    });
    EXPECT_EQ(loop_.run(pool_->state(0)).error().kind, ErrorKind::invalid) << height;
  }
  first_.answer_instead({});
  EXPECT_TRUE(loop_.run(pool_->state(0)));
}

TEST_F(BackendPool, IsNotBlindedByAClockThatIsSetBack) {
  connect();
  first_.set_down(true);
  EXPECT_TRUE(previous_of_tip());
  first_.set_down(false);
  EXPECT_TRUE(run(pool_->state(1)));
  EXPECT_THAT(pool_->order(Ability::block), ElementsAre(1, 0));
  clock_.advance(-hours(10));
  EXPECT_THAT(pool_->order(Ability::block), ElementsAre(0, 1));
  EXPECT_TRUE(pool_->may_have_news(1, minutes(1)));
  clock_.advance(hours(20));
  pool_->set_aside(1, Aside::another_chain, "is on another chain");
  EXPECT_FALSE(pool_->may_have_news(1, {}));
  clock_.advance(-hours(10));
  EXPECT_TRUE(pool_->may_have_news(1, {}));
}

}  // namespace
