#include "telegram/sender.h"

#include <algorithm>
#include <boost/asio/detached.hpp>
#include <boost/asio/steady_timer.hpp>
#include <map>

#include <gmock/gmock.h>

#include "telegram/testing/scripted_api.h"

namespace telegram {
namespace {

namespace asio = boost::asio;
using std::chrono::milliseconds;
using test::refused;
using test::Seen;
using test::sent_message;
using testing::ElementsAre;

class SenderTest : public test::ApiTest {
 protected:
  // High limits and short pauses: only what a test is about takes time.
  static Sender::Options quick_options() {
    Sender::Options options;
    options.limits.all.count = 10'000;
    options.limits.chat.count = 10'000;
    options.backoff = {.first = milliseconds(2), .max = milliseconds(8)};
    return options;
  }
  void use(const Sender::Options& options) {
    sender_ = std::make_unique<Sender>(client_, context_.get_executor(), random_, logger_, options);
  }
  void SetUp() override { use(quick_options()); }

  ApiResult<Message> send(std::int64_t chat, std::string text) {
    return run(sender_->send(SendMessage{.chat_id = chat, .text = std::move(text)},
                             Priority::interactive));
  }
  // Sends without waiting and keeps the error, if any.
  template <class M>
  void start(const M& method, Priority priority) {
    asio::co_spawn(context_, sender_->send(method, priority),
                   [this](const std::exception_ptr& failure, ApiResult<typename M::Result> result) {
                     EXPECT_FALSE(failure);
                     errors_.push_back(result ? std::nullopt : std::optional(result.error()));
                   });
  }
  void wait_for_answers(std::size_t count) {
    run_until([&] { return errors_.size() >= count; });
  }
  std::vector<std::string> texts_seen() const {
    std::vector<std::string> texts;
    for (const Seen& seen : api_.seen()) {
      texts.emplace_back(seen.json().as_object().at("text").as_string());
    }
    return texts;
  }

  std::vector<std::optional<ApiError>> errors_;  // of started calls, in the order of their ends
  std::unique_ptr<Sender> sender_;
};

TEST_F(SenderTest, AnswersTheMessageThatWasSent) {
  api_.answer_with({sent_message(5)});
  EXPECT_EQ(send(7, "hello")->message_id, 5);
}

TEST_F(SenderTest, AnswersAnyMethodWithItsMessageOrNone) {
  api_.answer_with({sent_message(5), test::ok("true")});
  const AnyMethod message = SendMessage{.chat_id = 7, .text = "hello"};
  const AnyMethod answer = AnswerCallbackQuery{.callback_query_id = "1"};
  EXPECT_EQ(run(sender_->send(message, Priority::interactive)).value()->message_id, 5);
  EXPECT_EQ(run(sender_->send(answer, Priority::interactive)).value(), std::nullopt);
}

TEST_F(SenderTest, RepeatsServerTroubleAndBrokenConnections) {
  api_.answer_with({refused(500, "Internal Server Error"), test::drop(),
                    test::Reply{.status = 502, .body = "<html>"}, sent_message(9)});
  EXPECT_EQ(send(7, "hello")->message_id, 9);
  EXPECT_EQ(api_.seen().size(), 4U);
}

TEST_F(SenderTest, TakesARefusalAsFinal) {
  for (const int code : {400, 403, 409, 413}) {
    api_.answer_with({refused(code, "no"), sent_message()});
    const std::size_t before = api_.seen().size();
    EXPECT_FALSE(send(7, "hello").has_value());
    EXPECT_EQ(api_.seen().size(), before + 1) << code;
  }
}

TEST_F(SenderTest, LooksAgainAtARefusedToken) {
  for (const int code : {401, 404}) {
    api_.answer_with({refused(code, "no"), refused(code, "no"), sent_message(9)});
    EXPECT_EQ(send(7, "hello")->message_id, 9);
    api_.answer_with({refused(code, "no")});
    const std::size_t before = api_.seen().size();
    const auto result = send(7, "hello");
    ASSERT_FALSE(result.has_value());
    EXPECT_EQ(result.error().kind, ApiErrorKind::unauthorized);
    EXPECT_EQ(api_.seen().size(), before + 3);
  }
}

TEST_F(SenderTest, TellsOfARefusedTokenAtOnce) {
  int refusals = 0;
  Sender::Options options = quick_options();
  options.on_token_refused = [&] { ++refusals; };
  use(options);
  api_.answer_with({refused(401, "Unauthorized"), sent_message()});
  EXPECT_TRUE(send(7, "hello").has_value());
  EXPECT_EQ(refusals, 1);
}

TEST_F(SenderTest, GivesUpWhenItsPatienceIsOver) {
  Sender::Options options = quick_options();
  options.interactive_timeout = milliseconds(20);
  use(options);
  api_.answer_with({refused(500, "Internal Server Error")});
  const auto result = send(7, "hello");
  ASSERT_FALSE(result.has_value());
  EXPECT_EQ(result.error().kind, ApiErrorKind::server);
  EXPECT_GE(api_.seen().size(), 2U);
}

TEST_F(SenderTest, BeginsNothingAfterThePatienceOfACall) {
  api_.answer_with({test::too_many_requests(1), sent_message()});
  const AnyMethod message = SendMessage{.chat_id = 7, .text = "hello"};
  const auto waited = run(sender_->send(message, Priority::notification, milliseconds(900)));
  ASSERT_FALSE(waited.has_value());
  EXPECT_EQ(waited.error().kind, ApiErrorKind::too_many_requests);
  const auto late = run(sender_->send(message, Priority::notification, milliseconds(1)));
  ASSERT_FALSE(late.has_value());
  EXPECT_EQ(api_.seen().size(), 1U) << "the chat is still held";
}

TEST_F(SenderTest, HoldsAMethodInAChatAsLongAsTelegramSays) {
  bool is_first = true;
  api_.answer_with([&](const Seen& seen) {
    const bool is_slow_chat = seen.json().as_object().at("chat_id") == 1;
    return is_slow_chat && std::exchange(is_first, false) ? test::too_many_requests(1)
                                                          : sent_message();
  });
  const auto before = std::chrono::steady_clock::now();
  start(SendMessage{.chat_id = 1, .text = "first"}, Priority::interactive);
  start(SendMessage{.chat_id = 1, .text = "second"}, Priority::interactive);
  run_until([&] { return !api_.seen().empty(); });
  EXPECT_TRUE(send(2, "other chat").has_value());
  EXPECT_TRUE(errors_.empty());
  wait_for_answers(2);
  EXPECT_GE(std::chrono::steady_clock::now() - before, milliseconds(1000));
  EXPECT_THAT(errors_, ElementsAre(std::nullopt, std::nullopt));
  EXPECT_THAT(texts_seen(), ElementsAre("first", "other chat", "first", "second"));
}

// A delivery arrives while the customer's screens cannot be changed, and the other way round.
TEST_F(SenderTest, HoldsNoOtherMethodOfTheChat) {
  for (const std::string_view held : {"editMessageText", "sendMessage", "deleteMessage"}) {
    use(quick_options());
    api_.answer_with([&](const Seen& seen) {
      return seen.method == held              ? test::too_many_requests(1'127)
             : seen.method == "deleteMessage" ? test::ok("true")
                                              : sent_message();
    });
    const auto asked_before = std::ranges::count(api_.seen(), held, &Seen::method);
    const auto is_let_through = [&](const auto& method) {
      return run(sender_->send(method, Priority::notification)).has_value();
    };
    for (int i = 0; i < 2; ++i) {
      EXPECT_EQ(is_let_through(EditMessageText{.chat_id = 7, .message_id = 1, .text = "x"}),
                held != "editMessageText");
      EXPECT_EQ(is_let_through(SendMessage{.chat_id = 7, .text = "x"}), held != "sendMessage");
      EXPECT_EQ(is_let_through(DeleteMessage{.chat_id = 7, .message_id = 1}),
                held != "deleteMessage");
    }
    const auto asked = std::ranges::count(api_.seen(), held, &Seen::method) - asked_before;
    EXPECT_EQ(asked, 1) << "the second call does not ask";
    EXPECT_TRUE(run(sender_->send(SendPhoto{.chat_id = 7}, Priority::interactive)).has_value());
    EXPECT_EQ(sender_->muted_for(), std::nullopt);
  }
}

TEST_F(SenderTest, SendsADeliveryWhileAnEditOfTheChatWaits) {
  int edits = 0;
  api_.answer_with([&](const Seen& seen) {
    return seen.method == "editMessageText" && ++edits == 1 ? test::too_many_requests(1)
                                                            : sent_message();
  });
  start(EditMessageText{.chat_id = 7, .message_id = 1, .text = "edit"}, Priority::interactive);
  run_until([&] { return edits == 1; });
  start(SendMessage{.chat_id = 7, .text = "delivery"}, Priority::notification);
  wait_for_answers(2);
  EXPECT_THAT(texts_seen(), ElementsAre("edit", "delivery", "edit"));
}

TEST_F(SenderTest, HoldsTheWholeBotWhenSeveralChatsMustWait) {
  std::map<std::int64_t, int> calls;
  api_.answer_with([&](const Seen& seen) {
    const std::int64_t chat = seen.json().as_object().at("chat_id").as_int64();
    return ++calls[chat] == 1 && chat <= 3 ? test::too_many_requests(1) : sent_message();
  });
  for (const std::int64_t chat : {1, 2, 3}) {
    start(SendMessage{.chat_id = chat, .text = "x"}, Priority::notification);
  }
  run_until([&] { return calls.size() == 3; });
  const auto before = std::chrono::steady_clock::now();
  wait_for_answers(3);
  ASSERT_TRUE(send(4, "not told to wait itself").has_value());
  EXPECT_THAT(errors_, testing::Each(std::nullopt));
  EXPECT_GE(std::chrono::steady_clock::now() - before, milliseconds(900));
}

TEST_F(SenderTest, IsMutedOnlyWhileTheWholeBotMustWait) {
  api_.answer_with({test::too_many_requests(1'127)});
  EXPECT_FALSE(send(1, "x").has_value());
  EXPECT_FALSE(send(2, "x").has_value());
  EXPECT_EQ(sender_->muted_for(), std::nullopt);
  EXPECT_FALSE(send(3, "x").has_value());
  ASSERT_TRUE(sender_->muted_for().has_value());
  EXPECT_LE(*sender_->muted_for(), std::chrono::seconds(1'127));
  EXPECT_GT(*sender_->muted_for(), std::chrono::seconds(1'000));
}

TEST_F(SenderTest, HoldsNoOtherChatWhileAnyCallSucceeds) {
  api_.answer_with([&](const Seen& seen) {
    const bool is_answer = seen.method == "answerCallbackQuery";
    return is_answer ? test::ok("true") : test::too_many_requests(1'127);
  });
  for (std::int64_t chat = 1; chat <= 10; ++chat) {
    EXPECT_TRUE(
        run(sender_->send(AnswerCallbackQuery{.callback_query_id = "1"}, Priority::interactive)));
    EXPECT_FALSE(send(chat, "x").has_value());
  }
  EXPECT_EQ(sender_->muted_for(), std::nullopt);
}

// At the start of a shop that was started often, or after many presses.
TEST_F(SenderTest, HoldsOnlyTheMethodWhenACallWithoutAChatMustWait) {
  api_.answer_with([&](const Seen& seen) {
    const bool is_held = seen.method == "setMyDescription" || seen.method == "answerCallbackQuery";
    return is_held                        ? test::too_many_requests(1'127)
           : seen.method == "sendMessage" ? sent_message()
                                          : test::ok("true");
  });
  for (int i = 0; i < 5; ++i) {
    const auto answer =
        run(sender_->send(AnswerCallbackQuery{.callback_query_id = "1"}, Priority::interactive));
    ASSERT_FALSE(answer.has_value());
    EXPECT_EQ(answer.error().kind, ApiErrorKind::too_many_requests);
    EXPECT_GT(answer.error().retry_after_s, 1'000);
    EXPECT_FALSE(run(sender_->send(SetMyDescription{}, Priority::notification)).has_value());
  }
  EXPECT_EQ(api_.seen().size(), 2U) << "each method asks once";
  EXPECT_TRUE(run(sender_->send(SetMyShortDescription{}, Priority::notification)).has_value());
  EXPECT_TRUE(send(7, "hello").has_value());
  EXPECT_EQ(sender_->muted_for(), std::nullopt);
}

TEST_F(SenderTest, LetsCallsOfAHeldMethodWaitForIt) {
  int calls = 0;
  api_.answer_with(
      [&](const Seen&) { return ++calls <= 1 ? test::too_many_requests(1) : test::ok("true"); });
  const auto before = std::chrono::steady_clock::now();
  for (int i = 0; i < 3; ++i) {
    start(AnswerCallbackQuery{.callback_query_id = "1"}, Priority::interactive);
    run_until([&] { return calls > 0; });
  }
  wait_for_answers(3);
  EXPECT_THAT(errors_, testing::Each(std::nullopt));
  EXPECT_GE(std::chrono::steady_clock::now() - before, milliseconds(1000));
}

TEST_F(SenderTest, SendsToTheTopicOfTheChat) {
  api_.answer_with({sent_message()});
  sender_->set_topic(7, 33);
  const auto topic_of_last = [&] {
    const auto json = api_.seen().back().json();
    const auto* topic = json.as_object().if_contains("message_thread_id");
    return topic ? std::optional(topic->as_int64()) : std::nullopt;
  };
  send(7, "in the topic");
  EXPECT_EQ(topic_of_last(), 33);
  run(sender_->send(AnyMethod(SendLocation{.chat_id = 7}), Priority::notification));
  EXPECT_EQ(topic_of_last(), 33);
  run(sender_->send(SendMessage{.chat_id = 7, .message_thread_id = 44, .text = "named"},
                    Priority::interactive));
  EXPECT_EQ(topic_of_last(), 44);
  run(sender_->send(EditMessageText{.chat_id = 7, .message_id = 1, .text = "stays"},
                    Priority::interactive));
  EXPECT_EQ(topic_of_last(), std::nullopt);
  send(8, "another chat");
  EXPECT_EQ(topic_of_last(), std::nullopt);
  sender_->set_topic(7, std::nullopt);
  send(7, "in the chat");
  EXPECT_EQ(topic_of_last(), std::nullopt);
}

TEST_F(SenderTest, SendsToTheChatWhenItsTopicIsGone) {
  for (const char* text : {"Bad Request: message thread not found", "Bad Request: TOPIC_CLOSED"}) {
    api_.answer_with([&](const Seen& seen) {
      return seen.body.contains("message_thread_id") ? refused(400, text) : sent_message(5);
    });
    sender_->set_topic(7, 33);
    EXPECT_EQ(send(7, "hello")->message_id, 5);
    const auto before = api_.seen().size();
    EXPECT_EQ(send(7, "again")->message_id, 5);
    EXPECT_EQ(api_.seen().size(), before + 1) << "the topic is forgotten";
  }
}

TEST_F(SenderTest, WaitsLongerWhenTelegramSaysNotHowLong) {
  Sender::Options options = quick_options();
  options.backoff = {.first = milliseconds(5'000), .max = milliseconds(60'000)};
  options.interactive_timeout = milliseconds(1'500);
  use(options);
  api_.answer_with({refused(429, "Too Many Requests")});
  EXPECT_FALSE(send(7, "hello").has_value());
  EXPECT_EQ(api_.seen().size(), 1U);
}

// Who presses faster than a chat may be edited sees the last screen, not each on its way.
TEST_F(SenderTest, DropsAnEditThatALaterOneOfTheSameMessageReplaces) {
  Sender::Options options = quick_options();
  options.limits.chat = {.count = 1, .period = milliseconds(200)};
  use(options);
  api_.answer_with({sent_message()});
  const auto edit = [&](std::int64_t message, std::string text) {
    start(EditMessageText{.chat_id = 7, .message_id = message, .text = std::move(text)},
          Priority::interactive);
  };
  for (const char* text : {"1", "2", "3", "4"}) {
    edit(1, text);
  }
  edit(2, "other message");
  start(SendMessage{.chat_id = 7, .text = "message"}, Priority::interactive);
  edit(1, "5");
  wait_for_answers(7);
  EXPECT_THAT(texts_seen(), ElementsAre("1", "other message", "message", "5"));
  EXPECT_EQ(std::ranges::count_if(
                errors_,
                [](const auto& error) { return error && error->kind == ApiErrorKind::superseded; }),
            3);
}

TEST_F(SenderTest, ReturnsAWaitThatIsLongerThanItsPatience) {
  api_.answer_with({test::too_many_requests(3600)});
  const auto result = send(7, "hello");
  ASSERT_FALSE(result.has_value());
  EXPECT_EQ(result.error().kind, ApiErrorKind::too_many_requests);
  EXPECT_EQ(result.error().retry_after_s, 3600);
  EXPECT_EQ(api_.seen().size(), 1U);
}

TEST_F(SenderTest, KeepsTheOrderOfAChat) {
  api_.answer_with({refused(500, "once"), sent_message()});
  const std::vector<std::string> texts = {"1", "2", "3", "4", "5"};
  for (const std::string& text : texts) {
    start(SendMessage{.chat_id = 7, .text = text}, Priority::notification);
  }
  wait_for_answers(5);
  EXPECT_THAT(texts_seen(), ElementsAre("1", "1", "2", "3", "4", "5"));
}

TEST_F(SenderTest, SendsToManyChatsSideBySideOverFewConnections) {
  api_.answer_with({sent_message()});
  for (std::int64_t chat = 1; chat <= 500; ++chat) {
    start(SendMessage{.chat_id = chat, .text = "x"}, Priority::broadcast);
  }
  wait_for_answers(500);
  EXPECT_LE(api_.connections(), 64);
}

TEST_F(SenderTest, StaysWithinTheRateOverAll) {
  Sender::Options options = quick_options();
  options.limits.all = {.count = 10, .period = milliseconds(100)};
  use(options);
  std::vector<std::chrono::steady_clock::time_point> times;
  api_.answer_with([&](const Seen&) {
    times.push_back(std::chrono::steady_clock::now());
    return sent_message();
  });
  const auto before = std::chrono::steady_clock::now();
  for (std::int64_t chat = 1; chat <= 35; ++chat) {
    start(SendMessage{.chat_id = chat, .text = "x"}, Priority::broadcast);
  }
  wait_for_answers(35);
  EXPECT_GE(times.back() - before, milliseconds(300));
}

TEST_F(SenderTest, RefusesWhatIsOverItsBounds) {
  Sender::Options options = quick_options();
  options.limits.chat_waiting_max = 2;
  use(options);
  api_.answer_with({test::hold()});
  for (int i = 0; i < 4; ++i) {
    start(SendMessage{.chat_id = 7, .text = "x"}, Priority::interactive);
  }
  wait_for_answers(1);
  EXPECT_EQ(errors_.at(0)->kind, ApiErrorKind::overloaded);
}

TEST_F(SenderTest, StopEndsEveryCallThatWaits) {
  api_.answer_with({test::too_many_requests(30)});
  for (int i = 0; i < 3; ++i) {
    start(SendMessage{.chat_id = 7, .text = "x"}, Priority::interactive);
  }
  run_until([&] { return !api_.seen().empty(); });
  sender_->stop();
  sender_->stop();
  wait_for_answers(3);
  for (const auto& error : errors_) {
    EXPECT_EQ(error->kind, ApiErrorKind::stopped);
  }
  EXPECT_EQ(send(8, "later").error().kind, ApiErrorKind::stopped);
}

TEST_F(SenderTest, MayGoAwayWhileCallsAreUnderWay) {
  api_.answer_with({test::hold()});
  for (std::int64_t chat = 1; chat <= 3; ++chat) {
    start(SendMessage{.chat_id = chat, .text = "x"}, Priority::interactive);
    start(SendMessage{.chat_id = chat, .text = "y"}, Priority::interactive);
  }
  run_until([&] { return api_.seen().size() == 3; });
  sender_.reset();
  wait_for_answers(3);
  EXPECT_EQ(errors_.at(0)->kind, ApiErrorKind::stopped);
}

}  // namespace
}  // namespace telegram
