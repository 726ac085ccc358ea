// When a backend of a pool is wrong, and when that is told.
#include <gmock/gmock.h>

#include "chain/backends/backend_pool.h"
#include "chain/testing/two_explorers.h"

namespace {

using chain::Aside;
using chain::testing::TwoExplorers;
using net::text_response;
using std::chrono::minutes;
using testing::HasSubstr;

class Disagreement : public TwoExplorers {
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

TEST_F(Disagreement, EndsWhenOneThatWasBehindIsAskedAgain) {
  connect();
  first_.mine_empty(13);
  std::ignore = is_told_within(minutes(202));
  EXPECT_FALSE(pool_->health()[1].is_healthy);
  second_.follow(first_);
  for (int i = 0; i < 12; ++i) {
    clock_.advance(minutes(1));
    EXPECT_TRUE(run(pool_->state(0)));
    if (pool_->may_have_news(1, minutes(1))) {
      EXPECT_TRUE(run(pool_->state(1)));
    }
    pool_->judge(first_.height(), minutes(200));
  }
  EXPECT_TRUE(pool_->health()[1].is_healthy) << pool_->health()[1].trouble;
}

TEST_F(Disagreement, IsToldOfEachMember) {
  connect();
  EXPECT_FALSE(is_told_within(minutes(2)));
  pool_->set_aside(1, Aside::another_chain, "is on another chain");
  EXPECT_TRUE(is_told_within(minutes(32)));
  pool_->set_aside(0, Aside::another_chain, "is on another chain");
  EXPECT_TRUE(is_told_within(minutes(32)));
  EXPECT_FALSE(is_told_within(minutes(100)));
}

TEST_F(Disagreement, IsNoneAnHourAfterNonsense) {
  connect();
  const auto send_nonsense = [&] {
    second_.answer_instead([](const std::string& path) {
      return path.ends_with("/raw") ? std::optional(text_response(200, "<html>proxy</html>"))
                                    : std::nullopt;
    });
    first_.set_down(true);
    EXPECT_FALSE(previous_of_tip());
    first_.set_down(false);
    second_.answer_instead({});
  };
  send_nonsense();
  EXPECT_TRUE(is_told_within(minutes(35)));
  EXPECT_FALSE(is_told_within(minutes(60)));
  send_nonsense();
  EXPECT_TRUE(is_told_within(minutes(35))) << "it has been right meanwhile, as far as is known";
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
