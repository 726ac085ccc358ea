#include "base/alarm.h"

#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/redirect_error.hpp>

#include <gtest/gtest.h>

namespace base {
namespace {

namespace asio = boost::asio;

constexpr std::chrono::hours kLong{1'000};

class AlarmTest : public testing::Test {
 protected:
  // Runs `work` until it waits for something or ends, and counts its end.
  void start(asio::awaitable<void> work) {
    loop_.restart();
    asio::co_spawn(loop_, counted(std::move(work)), asio::detached);
    loop_.poll();
  }
  asio::awaitable<void> counted(asio::awaitable<void> work) {
    co_await std::move(work);
    ++ended_;
  }
  asio::awaitable<int> answer_after(std::chrono::milliseconds time) {
    asio::steady_timer timer(loop_, time);
    co_await timer.async_wait(asio::use_awaitable);
    co_return 42;
  }
  // Notes what becomes of work that takes so long.
  asio::awaitable<void> note_answer(std::chrono::milliseconds time) {
    answer_ = co_await alarm_.run(answer_after(time));
  }
  void settle() {
    loop_.restart();
    loop_.run();
  }

  asio::io_context loop_{1};
  Alarm alarm_{loop_.get_executor()};
  std::optional<int> answer_;
  int ended_ = 0;
};

TEST_F(AlarmTest, PausesUntilTheTimeIsOver) {
  start(alarm_.pause(std::chrono::milliseconds(1)));
  settle();
  EXPECT_EQ(ended_, 1);
}

TEST_F(AlarmTest, EndsOnePauseWhenItRings) {
  alarm_.ring();  // for nobody
  start(alarm_.pause(kLong));
  EXPECT_EQ(ended_, 0);
  alarm_.ring();
  settle();
  EXPECT_EQ(ended_, 1);
  start(alarm_.pause(kLong));
  EXPECT_EQ(ended_, 1);
  EXPECT_FALSE(alarm_.is_stopped());
}

TEST_F(AlarmTest, EndsEveryPauseOnceItIsStopped) {
  start(alarm_.pause(kLong));
  alarm_.stop();
  alarm_.stop();
  settle();
  EXPECT_EQ(ended_, 1);
  start(alarm_.pause(kLong));
  EXPECT_EQ(ended_, 2);
  EXPECT_TRUE(alarm_.is_stopped());
}

TEST_F(AlarmTest, PassesOnWhatWorkResultsIn) {
  start(note_answer(std::chrono::milliseconds(1)));
  settle();
  EXPECT_EQ(answer_, 42);
}

TEST_F(AlarmTest, CutsWorkShortWhenItIsStopped) {
  start(note_answer(kLong));
  start(alarm_.pause(kLong));
  alarm_.stop();
  settle();
  EXPECT_EQ(answer_, std::nullopt);
  EXPECT_EQ(ended_, 2);
}

// The sanitizer sees it: work that ends as the stop is on its way takes the alarm with it.
TEST_F(AlarmTest, MayGoWithItsWorkRightAfterItIsStopped) {
  asio::steady_timer gate(loop_, kLong);
  const auto wait = [](asio::steady_timer& timer) -> asio::awaitable<int> {
    boost::system::error_code ignored;
    co_await timer.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
    co_return 42;
  };
  const auto hold = [](std::shared_ptr<Alarm> held,
                       asio::awaitable<int> work) -> asio::awaitable<void> {
    co_await held->run(std::move(work));
  };
  auto alarm = std::make_shared<Alarm>(loop_.get_executor());
  start(hold(alarm, wait(gate)));
  gate.cancel();
  std::exchange(alarm, nullptr)->stop();
  settle();
  EXPECT_EQ(ended_, 1);
}

TEST_F(AlarmTest, DoesNotHideWhatWorkThrows) {
  const auto fail = []() -> asio::awaitable<void> {
    throw boost::system::system_error(asio::error::connection_reset);
    co_return;
  };
  bool has_thrown = false;
  const auto watch = [&](asio::awaitable<void> work) -> asio::awaitable<void> {
    try {
      co_await alarm_.run(std::move(work));
    } catch (const boost::system::system_error&) {
      has_thrown = true;
    }
  };
  start(watch(fail()));
  settle();
  EXPECT_TRUE(has_thrown);
}

}  // namespace
}  // namespace base
