#include "telegram/long_poll.h"

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <map>
#include <stdexcept>

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "telegram/testing/scripted_api.h"

namespace telegram {
namespace {

namespace asio = boost::asio;
using std::chrono::milliseconds;
using test::refused;
using test::Seen;
using testing::ElementsAre;
using testing::HasSubstr;

std::string text_update(std::int64_t id, std::int64_t chat = 7) {
  return fmt::format(
      R"({{"update_id":{0},"message":{{"message_id":{0},"date":1,"chat":{{"id":{1},"type":"private"}},)"
      R"("from":{{"id":{1},"is_bot":false,"first_name":"Ada"}},"text":"hello"}}}})",
      id, chat);
}

class LongPollTest : public test::ApiTest {
 protected:
  void SetUp() override {
    poll_ = std::make_unique<LongPoll>(
        client_, context_.get_executor(), [this](Update update) { return handle(update); }, random_,
        logger_, LongPoll::Options{.backoff = {.first = milliseconds(1), .max = milliseconds(4)}});
  }

  asio::awaitable<Handled> handle(Update update) {
    handled_.push_back(update.update_id);
    if (on_update_) {
      co_return co_await on_update_(update.update_id);
    }
    co_return Handled();
  }
  // The given answers, then what waits for updates; polling ends when that is reached.
  void serve_then_stop(std::vector<test::Reply> replies) {
    api_.answer_with(
        [this, replies = std::move(replies), next = std::size_t{0}](const Seen&) mutable {
          if (next < replies.size()) {
            return replies[next++];
          }
          poll_->stop();
          return test::hold();
        });
  }
  std::vector<std::int64_t> offsets_seen() const {
    std::vector<std::int64_t> offsets;
    for (const Seen& seen : api_.seen()) {
      const boost::json::value json = seen.json();
      const auto* offset = json.as_object().if_contains("offset");
      offsets.push_back(offset ? offset->as_int64() : -1);
    }
    return offsets;
  }
  static test::Reply updates(const std::vector<std::string>& list) {
    return test::ok(fmt::format("[{}]", fmt::join(list, ",")));
  }

  std::vector<std::int64_t> handled_;
  std::function<asio::awaitable<Handled>(std::int64_t)> on_update_;
  std::unique_ptr<LongPoll> poll_;
};

TEST_F(LongPollTest, AsksForExactlyWhatIsHandled) {
  serve_then_stop({updates({})});
  EXPECT_TRUE(run(poll_->run()).has_value());
  const boost::json::value expected = {
      {"limit", 100},
      {"timeout", 50},
      {"allowed_updates",
       boost::json::array{"message", "callback_query", "my_chat_member", "pre_checkout_query"}}};
  EXPECT_EQ(api_.seen().at(0).method, "getUpdates");
  EXPECT_EQ(api_.seen().at(0).json(), expected);
}

TEST_F(LongPollTest, HandsOverInOrderAndConfirmsWhatIsDone) {
  serve_then_stop({updates({text_update(10), text_update(11), text_update(13)}), updates({})});
  EXPECT_TRUE(run(poll_->run()).has_value());
  EXPECT_THAT(handled_, ElementsAre(10, 11, 13));
  EXPECT_THAT(offsets_seen(), ElementsAre(-1, 14, 14));
}

TEST_F(LongPollTest, DoesNotConfirmBeforeTheWorkIsDone) {
  asio::steady_timer work(context_, asio::steady_timer::time_point::max());
  on_update_ = [&](std::int64_t) -> asio::awaitable<Handled> {
    boost::system::error_code released;
    co_await work.async_wait(asio::redirect_error(asio::use_awaitable, released));
    co_return Handled();
  };
  serve_then_stop({updates({text_update(10), text_update(11)})});
  auto ended = asio::co_spawn(context_, poll_->run(), asio::use_future);
  run_until([&] { return handled_.size() == 2; });  // both at once
  context_.poll();
  EXPECT_EQ(api_.seen().size(), 1U);
  work.cancel();
  run_until([&] { return ended.wait_for(milliseconds(0)) == std::future_status::ready; });
  EXPECT_THAT(offsets_seen(), ElementsAre(-1, 12));
}

TEST_F(LongPollTest, ConfirmsTheBatchInHandWhenItIsStopped) {
  on_update_ = [this](std::int64_t) -> asio::awaitable<Handled> {
    poll_->stop();
    co_return Handled();
  };
  api_.answer_with({updates({text_update(10), text_update(11)}), updates({text_update(12)})});
  EXPECT_TRUE(run(poll_->run()).has_value());
  EXPECT_THAT(handled_, ElementsAre(10, 11));
  ASSERT_THAT(offsets_seen(), ElementsAre(-1, 12));
  EXPECT_EQ(api_.seen()[1].json().at("limit"), 1);
  EXPECT_EQ(api_.seen()[1].json().at("timeout"), 0);
}

TEST_F(LongPollTest, LeavesOutOnlyTheUpdateThatCannotBeRead) {
  serve_then_stop({updates({
      text_update(10),
      R"({"update_id":11,"message":{"message_id":"eleven","chat":{"id":7}}})",
      R"({"update_id":12,"message":{"text":"from nowhere"}})",
      R"({"update_id":13,"callback_query":{"id":"1","data":"x"}})",
      R"({"no_id":true})",
      R"(17)",
      text_update(14),
  })});
  EXPECT_TRUE(run(poll_->run()).has_value());
  EXPECT_THAT(handled_, ElementsAre(10, 14));
  EXPECT_THAT(offsets_seen(), ElementsAre(-1, 15));
}

TEST_F(LongPollTest, PassesOnUpdatesOfUnknownKindsAndWithUnknownFieldsOrNoSender) {
  serve_then_stop({updates({
      R"({"update_id":1,"telepathy":{"x":1.5}})",
      R"({"update_id":2,"message":{"message_id":1,"date":1,"chat":{"id":7,"type":"private"},"aura":[1]}})",
  })});
  EXPECT_TRUE(run(poll_->run()).has_value());
  EXPECT_THAT(handled_, ElementsAre(1, 2));
}

TEST_F(LongPollTest, FetchesAgainWhatCouldNotBeDone) {
  int attempts = 0;
  on_update_ = [&](std::int64_t id) -> asio::awaitable<Handled> {
    const bool is_too_early = id == 11 && ++attempts < 3;
    co_return is_too_early ? Handled::later() : Handled();
  };
  const auto again = updates({text_update(11), text_update(12)});
  serve_then_stop({updates({text_update(10), text_update(11), text_update(12)}), again, again});
  EXPECT_TRUE(run(poll_->run()).has_value());
  EXPECT_THAT(handled_, ElementsAre(10, 11, 12, 11, 12, 11, 12));
  EXPECT_THAT(offsets_seen(), ElementsAre(-1, 11, 11, 13));
}

TEST_F(LongPollTest, GivesUpAnUpdateThatThrowsAgainAndAgain) {
  on_update_ = [](std::int64_t) -> asio::awaitable<Handled> {
    throw std::runtime_error("defect");
    co_return Handled();
  };
  const auto poisoned = updates({text_update(10)});
  serve_then_stop({poisoned, poisoned, poisoned});
  EXPECT_TRUE(run(poll_->run()).has_value());
  EXPECT_THAT(offsets_seen(), ElementsAre(-1, 10, 10, 11));
}

TEST_F(LongPollTest, GoesOnAfterTroubleOfTheServerAndTheNetwork) {
  serve_then_stop({refused(502, "Bad Gateway"),
                   test::drop(),
                   test::ok("{}"),
                   {.body = "<html>"},
                   updates({text_update(10)})});
  EXPECT_TRUE(run(poll_->run()).has_value());
  EXPECT_THAT(handled_, ElementsAre(10));
}

TEST_F(LongPollTest, WaitsAsLongAsTelegramSays) {
  serve_then_stop({test::too_many_requests(1), updates({})});
  const auto before = std::chrono::steady_clock::now();
  EXPECT_TRUE(run(poll_->run()).has_value());
  EXPECT_GE(std::chrono::steady_clock::now() - before, milliseconds(1000));
}

TEST_F(LongPollTest, EndsWithAdviceWhenTheTokenIsWrong) {
  api_.answer_with({refused(401, "Unauthorized")});
  const auto end = run(poll_->run());
  ASSERT_FALSE(end.has_value());
  EXPECT_EQ(end.error().kind, base::ErrorKind::forbidden);
  EXPECT_THAT(end.error().message, HasSubstr("BotFather"));
  EXPECT_THAT(end.error().message, testing::Not(HasSubstr("very-secret")));
}

TEST_F(LongPollTest, EndsWithAdviceWhenAnotherProcessPolls) {
  api_.answer_with({refused(409, "Conflict: terminated by other getUpdates request")});
  const auto end = run(poll_->run());
  ASSERT_FALSE(end.has_value());
  EXPECT_EQ(end.error().kind, base::ErrorKind::conflict);
  EXPECT_THAT(end.error().message, HasSubstr("Another process"));
}

TEST_F(LongPollTest, EndsWithAdviceWhenAWebhookIsSet) {
  api_.answer_with({refused(409, "Conflict: can't use getUpdates method while webhook is active")});
  const auto end = run(poll_->run());
  ASSERT_FALSE(end.has_value());
  EXPECT_THAT(end.error().message, HasSubstr("deleteWebhook"));
}

TEST_F(LongPollTest, StopEndsAPauseAtOnce) {
  poll_ = std::make_unique<LongPoll>(
      client_, context_.get_executor(), [this](Update update) { return handle(update); }, random_,
      logger_, LongPoll::Options{});
  api_.answer_with({test::too_many_requests(86'400)});
  auto ended = asio::co_spawn(context_, poll_->run(), asio::use_future);
  run_until([&] { return !api_.seen().empty(); });
  poll_->stop();
  run_until([&] { return ended.wait_for(milliseconds(0)) == std::future_status::ready; });
  EXPECT_TRUE(ended.get().has_value());
}

TEST_F(LongPollTest, MayBeStoppedBeforeItRuns) {
  poll_->stop();
  EXPECT_TRUE(run(poll_->run()).has_value());
  EXPECT_TRUE(api_.seen().empty());
}

}  // namespace
}  // namespace telegram
