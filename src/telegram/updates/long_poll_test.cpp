#include "telegram/updates/long_poll.h"

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <limits>
#include <set>
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

std::string payment_update(std::int64_t id) {
  return fmt::format(
      R"({{"update_id":{0},"message":{{"message_id":{0},"date":1,"chat":{{"id":7,"type":"private"}},)"
      R"("from":{{"id":7,"is_bot":false,"first_name":"Ada"}},"successful_payment":{{"currency":)"
      R"("XTR","total_amount":5,"invoice_payload":"x","telegram_payment_charge_id":"c",)"
      R"("provider_payment_charge_id":""}}}}}})",
      id);
}

class LongPollTest : public test::ApiTest {
 protected:
  // Short pauses: only what a test is about takes time.
  static LongPoll::Options quick_options() {
    return {.backoff = {.first = milliseconds(1), .max = milliseconds(4)},
            .linger = std::chrono::minutes(1),
            .pace = milliseconds(20)};
  }
  void use(const LongPoll::Options& options) {
    poll_ = std::make_unique<LongPoll>(
        client_, context_.get_executor(), [this](Update update) { return handle(update); }, clock_,
        random_, logger_, options);
  }
  void SetUp() override { use(quick_options()); }

  asio::awaitable<Handled> handle(Update update) {
    handled_.push_back(update.update_id);
    if (held_.contains(update.update_id)) {
      boost::system::error_code released;
      co_await released_.async_wait(asio::redirect_error(asio::use_awaitable, released));
    }
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
  base::Result<void> refuse_for_ever(const test::Reply& reply);
  static test::Reply updates(const std::vector<std::string>& list) {
    return test::ok(fmt::format("[{}]", fmt::join(list, ",")));
  }

  // Requests in half a second of answers that bring nothing to do.
  std::size_t requests_in_half_a_second(const test::Reply& reply) {
    api_.answer_with({reply});
    auto ended = asio::co_spawn(context_, poll_->run(), asio::use_future);
    asio::steady_timer end(context_, milliseconds(500));
    bool is_over = false;
    end.async_wait([&](const boost::system::error_code&) { is_over = true; });
    run_until([&] { return is_over; });
    const std::size_t requests = api_.seen().size();
    poll_->stop();
    run_until([&] { return ended.wait_for(milliseconds(0)) == std::future_status::ready; });
    return requests;
  }

  std::vector<std::int64_t> handled_;
  std::vector<std::string> troubles_;  // as they were at each request
  std::set<std::int64_t> held_;        // updates whose work lasts until released_ is cancelled
  asio::steady_timer released_{context_, asio::steady_timer::time_point::max()};
  base::ManualClock clock_{base::Timestamp(std::chrono::hours(1))};
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
  held_ = {10, 11};
  serve_then_stop({updates({text_update(10), text_update(11)})});
  auto ended = asio::co_spawn(context_, poll_->run(), asio::use_future);
  run_until([&] { return handled_.size() == 2; });  // both at once
  context_.poll();
  EXPECT_EQ(api_.seen().size(), 1U);
  released_.cancel();
  run_until([&] { return ended.wait_for(milliseconds(0)) == std::future_status::ready; });
  EXPECT_THAT(offsets_seen(), ElementsAre(-1, 12));
}

// A request from the oldest unfinished update on brings those in hand again.
TEST_F(LongPollTest, FetchesOnWhileASlowUpdateIsInHand) {
  LongPoll::Options options = quick_options();
  options.linger = milliseconds(1);
  use(options);
  held_ = {10};
  std::vector<std::string> waiting = {text_update(10), text_update(11)};
  api_.answer_with([&](const Seen&) { return updates(waiting); });
  auto ended = asio::co_spawn(context_, poll_->run(), asio::use_future);
  for (std::int64_t next = 12; next < 40; ++next) {
    waiting.push_back(text_update(next));
    run_until([&] { return !handled_.empty() && handled_.back() == next; });
  }
  const auto offsets = offsets_seen();
  EXPECT_THAT(std::vector(offsets.begin() + 1, offsets.end()), testing::Each(10));
  EXPECT_EQ(handled_.size(), 30U) << "each once";
  serve_then_stop({});
  released_.cancel();
  run_until([&] { return ended.wait_for(milliseconds(0)) == std::future_status::ready; });
  EXPECT_EQ(offsets_seen().back(), 40);
}

TEST_F(LongPollTest, AsksSeldomWhileOnlySlowUpdatesAreThere) {
  LongPoll::Options options = quick_options();
  options.linger = milliseconds(20);
  options.pace = milliseconds(100);
  use(options);
  held_ = {10};
  api_.answer_with({updates({text_update(10)})});
  auto ended = asio::co_spawn(context_, poll_->run(), asio::use_future);
  const auto end = std::chrono::steady_clock::now() + milliseconds(500);
  run_until([&] { return std::chrono::steady_clock::now() > end && api_.seen().size() > 3; });
  EXPECT_LT(api_.seen().size(), 12U);
  EXPECT_EQ(handled_.size(), 1U);
  poll_->stop();
  released_.cancel();
  run_until([&] { return ended.wait_for(milliseconds(0)) == std::future_status::ready; });
}

TEST_F(LongPollTest, ConfirmsNothingThatIsUnfinishedWhenItIsStopped) {
  on_update_ = [this](std::int64_t id) -> asio::awaitable<Handled> {
    poll_->stop();
    co_return id == 11 ? Handled::later() : Handled();
  };
  api_.answer_with({updates({text_update(10), text_update(11), text_update(12)}), updates({})});
  EXPECT_TRUE(run(poll_->run()).has_value());
  EXPECT_THAT(offsets_seen(), ElementsAre(-1, 11));
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
  EXPECT_THAT(handled_, ElementsAre(10, 11, 12, 11, 11)) << "what is done is done once";
  EXPECT_THAT(offsets_seen(), ElementsAre(-1, 11, 11, 13));
}

TEST_F(LongPollTest, TellsOfAnUpdateThatCannotBeHandled) {
  int tries = 0;
  std::vector<std::string> troubles;
  on_update_ = [&](std::int64_t) -> asio::awaitable<Handled> {
    troubles.push_back(poll_->trouble());
    co_return ++tries < 8 ? Handled::later() : Handled();
  };
  api_.answer_with([&](const Seen&) {
    if (tries < 8) {
      return updates({text_update(10)});
    }
    poll_->stop();
    return test::hold();
  });
  EXPECT_TRUE(run(poll_->run()).has_value());
  EXPECT_EQ(troubles.front(), "");
  EXPECT_THAT(troubles.back(), HasSubstr("cannot be handled"));
  EXPECT_EQ(poll_->trouble(), "") << "it was handled in the end";
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

TEST_F(LongPollTest, NeverGivesUpAnUpdateThatTellsOfMoney) {
  int attempts = 0;
  on_update_ = [&](std::int64_t) -> asio::awaitable<Handled> {
    if (++attempts < 6) {
      throw std::runtime_error("defect");
    }
    co_return Handled();
  };
  const auto payment = updates({payment_update(10)});
  serve_then_stop({payment, payment, payment, payment, payment, payment});
  EXPECT_TRUE(run(poll_->run()).has_value());
  EXPECT_THAT(offsets_seen(), ElementsAre(-1, 10, 10, 10, 10, 10, 11));
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

// Telegram begins a new series after a week without updates, which may be lower.
TEST_F(LongPollTest, FollowsIdsThatBeginLower) {
  serve_then_stop({updates({text_update(2'000'000'000)}), updates({text_update(5)}),
                   updates({text_update(6), text_update(7)})});
  EXPECT_TRUE(run(poll_->run()).has_value());
  EXPECT_THAT(handled_, ElementsAre(2'000'000'000, 5, 6, 7));
  EXPECT_THAT(offsets_seen(), ElementsAre(-1, 2'000'000'001, 6, 8));
}

TEST_F(LongPollTest, NeverAsksForANegativeOffsetNorOneBeyondANumber) {
  serve_then_stop({updates({text_update(-5), text_update(0),
                            text_update(std::numeric_limits<std::int64_t>::max()),
                            R"({"update_id":18446744073709551615})", R"({"update_id":"9"})",
                            R"({"update_id":1.5})", text_update(10)})});
  EXPECT_TRUE(run(poll_->run()).has_value());
  EXPECT_THAT(handled_, ElementsAre(10));
  EXPECT_THAT(offsets_seen(), ElementsAre(-1, 11));
}

TEST_F(LongPollTest, DoesNotSpinOnUpdatesThatCannotBeConfirmed) {
  LongPoll::Options options;
  use(options);
  EXPECT_LE(requests_in_half_a_second(updates({R"({"message":{}})", "{}", "17"})), 3U);
  EXPECT_THAT(poll_->trouble(), HasSubstr("again and again"));
}

TEST_F(LongPollTest, DoesNotSpinOnUpdatesThatComeAgainThoughConfirmed) {
  use({});
  EXPECT_LE(requests_in_half_a_second(updates({text_update(5)})), 4U);
  EXPECT_THAT(handled_, ElementsAre(5));
}

TEST_F(LongPollTest, DoesNotSpinBetweenIdsThatTakeTurns) {
  use({});
  std::int64_t id = 5;
  api_.answer_with([&](const Seen&) { return updates({text_update(id = id == 5 ? 9 : 5)}); });
  auto ended = asio::co_spawn(context_, poll_->run(), asio::use_future);
  asio::steady_timer end(context_, milliseconds(500));
  bool is_over = false;
  end.async_wait([&](const boost::system::error_code&) { is_over = true; });
  run_until([&] { return is_over; });
  EXPECT_LE(api_.seen().size(), 4U);
  poll_->stop();
  run_until([&] { return ended.wait_for(milliseconds(0)) == std::future_status::ready; });
}

TEST_F(LongPollTest, DoesNotSpinOnAServerThatHoldsNoRequest) {
  use({});
  EXPECT_LE(requests_in_half_a_second(updates({})), 2U);
  EXPECT_EQ(poll_->trouble(), "");
}

TEST_F(LongPollTest, DoesNotSpinOnFailures) {
  for (const auto& reply :
       {refused(502, "Bad Gateway"), test::Reply{.status = 404, .body = "<html>"},
        refused(409, "Conflict: terminated"), test::ok("17"), test::too_many_requests(0),
        refused(400, "Bad Request")}) {
    use({});
    const std::size_t before = api_.seen().size();
    EXPECT_LE(requests_in_half_a_second(reply) - before, 4U) << reply.body;
  }
}

TEST_F(LongPollTest, GoesOnAfterOneAnswerOfAProxyOrARefusalThatASecondLookMends) {
  const auto me = test::ok(R"({"id":1,"is_bot":true,"first_name":"Kram"})");
  serve_then_stop({{.status = 404, .body = "<html>"},
                   {.status = 401, .body = ""},
                   refused(401, "Unauthorized"),
                   me,
                   refused(404, "Not Found"),
                   me,
                   refused(409, "Conflict: terminated by other getUpdates request"),
                   updates({text_update(10)})});
  EXPECT_TRUE(run(poll_->run()).has_value());
  EXPECT_THAT(handled_, ElementsAre(10));
  EXPECT_EQ(poll_->trouble(), "");
}

// Answers every request so, a minute of the clock after the other, and returns the end.
base::Result<void> LongPollTest::refuse_for_ever(const test::Reply& reply) {
  api_.answer_with([this, reply](const Seen& seen) {
    if (seen.method == "getUpdates") {
      troubles_.push_back(poll_->trouble());
      clock_.advance(std::chrono::minutes(1));
    }
    return reply;
  });
  return run(poll_->run());
}

TEST_F(LongPollTest, EndsWithAdviceWhenTheTokenStaysRefused) {
  for (const auto& [code, text] : {std::pair(401, "Unauthorized"), std::pair(404, "Not Found")}) {
    SetUp();
    const auto end = refuse_for_ever(refused(code, text));
    ASSERT_FALSE(end.has_value());
    EXPECT_EQ(end.error().kind, base::ErrorKind::unavailable) << "so that the unit starts it again";
    EXPECT_THAT(end.error().message, HasSubstr("BotFather"));
    EXPECT_THAT(end.error().message, testing::Not(HasSubstr("very-secret")));
    EXPECT_EQ(troubles_.size(), 6U) << "five minutes";
    EXPECT_THAT(troubles_.back(), HasSubstr("BOT_TOKEN"));
    troubles_.clear();
  }
}

TEST_F(LongPollTest, EndsWithAdviceWhenAnotherProcessGoesOnPolling) {
  const auto end =
      refuse_for_ever(refused(409, "Conflict: terminated by other getUpdates request"));
  ASSERT_FALSE(end.has_value());
  EXPECT_EQ(end.error().kind, base::ErrorKind::conflict);
  EXPECT_THAT(end.error().message, HasSubstr("Another process"));
  EXPECT_THAT(troubles_.back(), HasSubstr("Another process"));
}

TEST_F(LongPollTest, TellsOnceWhoReceivesTheUpdatesInstead) {
  for (const auto& [words, rival] :
       {std::pair("Conflict: terminated by other getUpdates request", Rival::poller),
        std::pair("Conflict: can't use getUpdates method while webhook is active",
                  Rival::webhook)}) {
    SetUp();
    std::vector<Rival> rivals;
    auto options = quick_options();
    options.on_rival = [&](Rival told) -> asio::awaitable<void> {
      rivals.push_back(told);
      co_return;
    };
    use(options);
    EXPECT_FALSE(refuse_for_ever(refused(409, words)).has_value());
    EXPECT_THAT(rivals, ElementsAre(rival));
  }
}

TEST_F(LongPollTest, EndsWithAdviceWhenAWebhookStaysSet) {
  const auto end = refuse_for_ever(
      refused(409, "Conflict: can't use getUpdates method while webhook is active"));
  ASSERT_FALSE(end.has_value());
  EXPECT_THAT(end.error().message, HasSubstr("deleteWebhook"));
  EXPECT_THAT(troubles_.back(), HasSubstr("WEBHOOK_URL"));
}

TEST_F(LongPollTest, NeverEndsBecauseOfPagesOfAProxy) {
  int requests = 0;
  api_.answer_with([&](const Seen&) {
    clock_.advance(std::chrono::hours(1));
    if (++requests > 20) {
      poll_->stop();
    }
    return test::Reply{.status = 401 + requests % 9, .body = "<html>"};
  });
  EXPECT_TRUE(run(poll_->run()).has_value());
  EXPECT_THAT(poll_->trouble(), HasSubstr("HTTP status"));
}

TEST_F(LongPollTest, StopEndsAPauseAtOnce) {
  use({});
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
