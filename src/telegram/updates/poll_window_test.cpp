#include "telegram/updates/poll_window.h"

#include <algorithm>
#include <set>

#include <gmock/gmock.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include "base/random.h"

namespace telegram {
namespace {

using std::chrono::seconds;
using testing::ElementsAre;
using testing::IsEmpty;

class PollWindowTest : public testing::Test {
 protected:
  std::vector<std::int64_t> take(const std::vector<std::int64_t>& ids) {
    return window_.take(ids, now_);
  }

  PollWindow window_;
  PollWindow::Time now_{seconds(100)};
};

TEST_F(PollWindowTest, AsksFromTheOldestThatIsNotSettled) {
  EXPECT_EQ(window_.offset(), std::nullopt);
  EXPECT_THAT(take({10, 11, 12}), ElementsAre(10, 11, 12));
  window_.settle(10);
  window_.settle(12);
  EXPECT_EQ(window_.offset(), 11);
  EXPECT_THAT(take({11, 12, 13}), ElementsAre(13)) << "the others are in hand or settled";
  window_.settle(11);
  EXPECT_EQ(window_.offset(), 13);
  window_.settle(13);
  EXPECT_EQ(window_.offset(), 14);
  EXPECT_TRUE(window_.is_settled());
}

TEST_F(PollWindowTest, TakesWhatWasPutOffAgainWhenItIsDue) {
  take({10, 11});
  window_.put_off(10, now_ + seconds(2));
  window_.settle(11);
  EXPECT_EQ(window_.due(), now_ + seconds(2));
  EXPECT_THAT(take({10, 11}), IsEmpty());
  EXPECT_EQ(window_.offset(), 10);
  now_ += seconds(2);
  EXPECT_THAT(take({10, 11}), ElementsAre(10));
  window_.settle(10);
  EXPECT_EQ(window_.offset(), 12);
}

TEST_F(PollWindowTest, ForgetsWhatTelegramHasForgotten) {
  take({10, 11});
  window_.put_off(10, now_);
  window_.settle(11);
  EXPECT_THAT(take({}), IsEmpty());
  EXPECT_TRUE(window_.is_settled());
  EXPECT_EQ(window_.offset(), 12);
}

TEST_F(PollWindowTest, FollowsASeriesThatBeginsLower) {
  take({2'000'000'000});
  window_.settle(2'000'000'000);
  EXPECT_THAT(take({5, 6}), ElementsAre(5, 6));
  EXPECT_EQ(window_.offset(), 5);
  window_.settle(5);
  window_.settle(6);
  EXPECT_EQ(window_.offset(), 7);
}

TEST_F(PollWindowTest, KeepsWhatIsInHandOfTheOldSeries) {
  take({2'000'000'000});
  EXPECT_THAT(take({5}), ElementsAre(5));
  window_.settle(5);
  EXPECT_EQ(window_.offset(), 2'000'000'000);
  EXPECT_THAT(take({5}), IsEmpty()) << "not confirmed yet, and so sent again";
  window_.settle(2'000'000'000);
  EXPECT_EQ(window_.offset(), 6);
}

// A Telegram that forgets what is below the offset, and updates that end in any order.
RC_GTEST_PROP(PollWindowProperties, NeitherLosesNorRepeatsAnUpdate, (std::uint64_t seed)) {
  constexpr std::size_t kLimit = 10;
  constexpr std::int64_t kLast = 60;
  base::SeededRandom random(seed);
  PollWindow window;
  std::set<std::int64_t> waiting;
  std::vector<std::int64_t> in_hand;
  std::set<std::int64_t> handled;
  std::int64_t next = 1;
  while (next <= kLast || !waiting.empty() || !window.is_settled()) {
    for (auto more = random.below(5); more > 0 && next <= kLast; --more) {
      waiting.insert(next++);
    }
    std::erase_if(waiting, [&](auto id) { return id < window.offset().value_or(0); });
    std::vector<std::int64_t> answer(waiting.begin(), waiting.end());
    answer.resize(std::min(answer.size(), kLimit));
    for (const auto id : window.take(answer, {})) {
      RC_ASSERT(handled.insert(id).second);
      in_hand.push_back(id);
    }
    RC_ASSERT(in_hand.size() <= kLimit);
    if (!in_hand.empty() && random.below(3) > 0) {
      const auto done = in_hand.begin() + static_cast<std::ptrdiff_t>(random.below(in_hand.size()));
      window.settle(*done);
      in_hand.erase(done);
    }
  }
  RC_ASSERT(handled.size() == static_cast<std::size_t>(kLast));
}

}  // namespace
}  // namespace telegram
