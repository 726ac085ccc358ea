#include "bot/updates/chat_turns.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <map>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace bot {
namespace {

namespace asio = boost::asio;

class ChatTurnsTest : public testing::Test {
 protected:
  // Takes a turn and keeps it until `finish(name)`.
  void start(ChatTurns& turns, std::string name, std::int64_t chat_id) {
    asio::co_spawn(io, hold(turns, std::move(name), chat_id), asio::detached);
    run();
  }
  void finish(const std::string& name) {
    held.erase(name);
    run();
  }
  void run() {
    io.restart();
    io.poll();
  }

  asio::io_context io;
  std::vector<std::string> log;
  std::map<std::string, ChatTurns::Turn> held;

 private:
  asio::awaitable<void> hold(ChatTurns& turns, std::string name, std::int64_t chat_id) {
    auto turn = co_await turns.take(chat_id);
    log.push_back(turn ? name : name + " refused");
    if (turn) {
      held.emplace(name, std::move(*turn));
    }
  }
};

TEST_F(ChatTurnsTest, KeepsTheOrderOfAChat) {
  ChatTurns turns;
  start(turns, "a", 1);
  start(turns, "b", 1);
  start(turns, "c", 1);
  EXPECT_THAT(log, testing::ElementsAre("a"));
  finish("a");
  EXPECT_THAT(log, testing::ElementsAre("a", "b"));
  finish("b");
  EXPECT_THAT(log, testing::ElementsAre("a", "b", "c"));
}

TEST_F(ChatTurnsTest, RunsChatsInParallel) {
  ChatTurns turns;
  start(turns, "a", 1);
  start(turns, "b", 2);
  EXPECT_THAT(log, testing::ElementsAre("a", "b"));
}

TEST_F(ChatTurnsTest, RefusesTurnsBeyondItsLimits) {
  ChatTurns turns({.turns = 3, .turns_per_chat = 2});
  start(turns, "a", 1);
  start(turns, "b", 1);
  start(turns, "c", 1);
  EXPECT_THAT(log, testing::ElementsAre("a", "c refused"));
  start(turns, "d", 2);
  start(turns, "e", 3);
  EXPECT_THAT(log, testing::ElementsAre("a", "c refused", "d", "e refused"));
  finish("a");
  finish("b");
  finish("d");
  EXPECT_EQ(turns.size(), 0);
}

TEST_F(ChatTurnsTest, SurvivesTheEndOfTheLoopWithTurnsWaiting) {
  ChatTurns turns;
  {
    asio::io_context other;
    for (int i = 0; i < 3; ++i) {
      asio::co_spawn(
          other,
          [&]() -> asio::awaitable<void> {
            const auto turn = co_await turns.take(1);
            asio::steady_timer forever(other, asio::steady_timer::time_point::max());
            co_await forever.async_wait(asio::use_awaitable);
          },
          asio::detached);
    }
    other.poll();
    EXPECT_EQ(turns.size(), 3);
  }
  EXPECT_EQ(turns.size(), 0);
}

}  // namespace
}  // namespace bot
