// Delivery of updates: long polling, webhooks, and the ways in which tests change it.
#include <algorithm>
#include <atomic>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/json/serialize.hpp>
#include <condition_variable>
#include <exception>
#include <functional>
#include <future>
#include <mutex>
#include <thread>

#include <gmock/gmock.h>

#include "json/json.h"
#include "net/server/http_server.h"
#include "sandbox/testing/test_bot.h"
#include "support/eventually.h"
#include "support/recording.h"

namespace {

namespace asio = boost::asio;
using sandbox::BotApiServer;
using sandbox::kAnna;

class Updates : public testing::Test {
 protected:
  boost::json::array poll(const boost::json::object& params = {}) const {
    return bot_.result("getUpdates", params).as_array();
  }
  static std::int64_t id_of(const boost::json::value& update) {
    return update.at("update_id").as_int64();
  }
  static std::vector<std::string> texts(const boost::json::array& updates) {
    std::vector<std::string> texts;
    for (const boost::json::value& update : updates) {
      texts.emplace_back(update.at("message").at("text").as_string());
    }
    return texts;
  }

  base::SystemClock clock_;
  base::Logger logger_;
  BotApiServer server_{{.record_file = support::record_file("sandbox"),
                        .webhook_backoff = std::chrono::milliseconds(1)},
                       clock_,
                       logger_};
  sandbox::TestBot bot_{server_};
  sandbox::User anna_ = server_.user(kAnna);
};

TEST_F(Updates, ComeAgainUntilTheyAreConfirmed) {
  anna_.send_text("one");
  anna_.send_text("two");
  EXPECT_EQ(texts(poll()), (std::vector<std::string>{"one", "two"}));
  const boost::json::array again = poll({{"limit", 1}});
  EXPECT_EQ(texts(again), (std::vector<std::string>{"one"}));
  EXPECT_EQ(texts(poll({{"offset", id_of(again[0]) + 1}})), (std::vector<std::string>{"two"}));
  EXPECT_EQ(server_.pending_updates(), 1U);
}

TEST_F(Updates, EndALongPollAtOnce) {
  auto updates = std::async(std::launch::async, [&] { return poll({{"timeout", 50}}); });
  anna_.send_text("hello");
  EXPECT_EQ(texts(updates.get()), (std::vector<std::string>{"hello"}));
}

TEST_F(Updates, OfKindsThatAreNotAllowedAreNotKept) {
  poll({{"allowed_updates", {"callback_query"}}});
  anna_.send_text("unwanted");
  anna_.press_data("wanted");
  const boost::json::array updates = poll();
  ASSERT_EQ(updates.size(), 1U);
  EXPECT_EQ(updates[0].at("callback_query").at("data").as_string(), "wanted");
}

TEST_F(Updates, ASecondPollerEndsTheFirst) {
  std::future<std::string> first;
  first =
      std::async(std::launch::async, [&] { return bot_.error("getUpdates", {{"timeout", 50}}); });
  while (first.wait_for(std::chrono::seconds(0)) != std::future_status::ready) {
    poll();  // until the first has begun, and then ended
  }
  EXPECT_EQ(first.get(),
            "Conflict: terminated by other getUpdates request; make sure that only one bot "
            "instance is running");
}

TEST_F(Updates, AWebhookAndPollingExcludeEachOther) {
  EXPECT_EQ(bot_.error("setWebhook", {{"url", "ftp://x"}}),
            "Bad Request: bad webhook: An HTTPS URL must be provided for webhook");
  EXPECT_EQ(bot_.error("setWebhook", {{"url", "https://x"}, {"secret_token", "a b"}}),
            "Bad Request: secret token contains unallowed characters");
  EXPECT_EQ(bot_.error("setWebhook", {{"url", "http://127.0.0.1:1/hook"}}), "");
  EXPECT_EQ(bot_.error("getUpdates"),
            "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to "
            "delete the webhook first");
  EXPECT_EQ(bot_.result("getWebhookInfo").at("url").as_string(), "http://127.0.0.1:1/hook");
  EXPECT_EQ(bot_.error("deleteWebhook"), "");
  EXPECT_EQ(bot_.error("getUpdates"), "");
}

TEST_F(Updates, CanBeHeldReversedAndRepeated) {
  server_.hold_updates();
  anna_.send_text("one");
  anna_.send_text("two");
  EXPECT_TRUE(poll().empty());
  server_.release_updates(sandbox::Order::reversed);
  const boost::json::array first = poll({{"limit", 1}});
  EXPECT_EQ(texts(first), (std::vector<std::string>{"two"}));
  EXPECT_EQ(texts(poll({{"offset", id_of(first[0]) + 1}})), (std::vector<std::string>{"one"}))
      << "a late update is not confirmed before it was delivered";

  poll({{"offset", -1}});
  server_.repeat_updates(2);
  anna_.send_text("three");
  const boost::json::array twice = poll({{"offset", id_of(first[0]) + 1}});
  EXPECT_EQ(texts(twice), (std::vector<std::string>{"three", "three"}));
  EXPECT_EQ(id_of(twice[0]), id_of(twice[1]));
}

TEST_F(Updates, ARawUpdateComesAsItIs) {
  server_.push_update({{"message", {{"message_id", 1}, {"from_the_future", true}}}});
  const boost::json::array updates = poll();
  ASSERT_EQ(updates.size(), 1U);
  EXPECT_TRUE(updates[0].at("message").at("from_the_future").as_bool());
}

// A bot with a webhook that keeps what it receives.
class Hook {
 public:
  using Reply = std::function<net::ServerResponse(const net::ServerRequest&)>;

  // Refuses `refusals` requests, then answers with `reply`.
  explicit Hook(int refusals, Reply reply = nothing)
      : refusals_(refusals), reply_(std::move(reply)) {
    server_ = *net::HttpServer::start(
        io_.get_executor(), {}, [this](const net::ServerRequest& request) { return take(request); },
        logger_);
    thread_ = std::thread([this] { io_.run(); });
  }
  ~Hook() {
    asio::post(io_, [this] {
      asio::co_spawn(io_, server_->stop(), [this](const std::exception_ptr&) { server_.reset(); });
    });
    thread_.join();
  }
  Hook(const Hook&) = delete;
  Hook& operator=(const Hook&) = delete;

  std::string url() const {
    return "http://127.0.0.1:" + std::to_string(server_->port()) + "/hook";
  }

  // The first `count` requests that were taken or refused.
  std::vector<net::ServerRequest> wait_for(std::size_t count) {
    std::unique_lock lock(mutex_);
    EXPECT_TRUE(arrived_.wait_for(lock, std::chrono::seconds(10),
                                  [&] { return requests_.size() >= count; }));
    return requests_;
  }

 private:
  asio::awaitable<net::ServerResponse> take(const net::ServerRequest& request) {
    const std::lock_guard lock(mutex_);
    requests_.push_back(request);
    arrived_.notify_all();
    co_return refusals_-- > 0 ? net::text_response(500, "") : reply_(request);
  }
  static net::ServerResponse nothing(const net::ServerRequest&) {
    return net::text_response(200, "");
  }

  base::Logger logger_;
  asio::io_context io_{1};
  std::unique_ptr<net::HttpServer> server_;
  std::mutex mutex_;
  std::condition_variable arrived_;
  std::vector<net::ServerRequest> requests_;
  int refusals_;
  Reply reply_;
  std::thread thread_;
};

TEST_F(Updates, ReachAWebhookWithItsSecret) {
  Hook hook(/*refusals=*/0);
  ASSERT_EQ(bot_.error("setWebhook", {{"url", hook.url()}, {"secret_token", "s3cret"}}), "");
  anna_.send_text("hello");
  const net::ServerRequest request = hook.wait_for(1).front();
  EXPECT_EQ(request.headers.find("X-Telegram-Bot-Api-Secret-Token"), "s3cret");
  EXPECT_EQ(json::parse_value(request.body)->at("message").at("text").as_string(), "hello");
}

TEST_F(Updates, ComeAgainToAWebhookThatFails) {
  Hook hook(/*refusals=*/2);
  ASSERT_EQ(bot_.error("setWebhook", {{"url", hook.url()}}), "");
  anna_.send_text("one");
  anna_.send_text("two");
  const std::vector<net::ServerRequest> requests = hook.wait_for(4);
  EXPECT_EQ(requests[0].body, requests[1].body);
  EXPECT_EQ(requests[1].body, requests[2].body);
  EXPECT_NE(requests[3].body.find("two"), std::string::npos) << "a chat's updates keep their order";
  EXPECT_EQ(bot_.result("getWebhookInfo").at("last_error_message").as_string(),
            "Wrong response from the webhook: 500 Internal Server Error");
}

// The id of the callback query in the update.
boost::json::value press_in(const net::ServerRequest& request) {
  return json::parse_value(request.body)->at("callback_query").at("id");
}

TEST_F(Updates, AreAnsweredWithACallInTheResponse) {
  const Hook hook(/*refusals=*/1, [](const net::ServerRequest& request) {
    return net::json_response(
        200, boost::json::serialize(boost::json::object{{"method", "answerCallbackQuery"},
                                                        {"callback_query_id", press_in(request)},
                                                        {"text", "Bought."}}));
  });
  ASSERT_EQ(bot_.error("setWebhook", {{"url", hook.url()}}), "");
  EXPECT_EQ(anna_.answer_to(anna_.press_data("buy")).text, "Bought.");
  EXPECT_EQ(server_.call_count("answerCallbackQuery"), 1U);
  EXPECT_TRUE(server_.violations().empty());
}

TEST_F(Updates, ThatComeTwiceMayBeAnsweredTwice) {
  Hook hook(/*refusals=*/0, [](const net::ServerRequest& request) {
    net::ServerResponse response{
        .headers = {{"Content-Type", "application/x-www-form-urlencoded"}}};
    response.body = "method=answerCallbackQuery&callback_query_id=" +
                    std::string(press_in(request).as_string());
    return response;
  });
  server_.repeat_updates(2);
  ASSERT_EQ(bot_.error("setWebhook", {{"url", hook.url()}}), "");
  anna_.answer_to(anna_.press_data("buy"));
  hook.wait_for(2);
  EXPECT_EQ(server_.call_count("answerCallbackQuery"), 1U);
  EXPECT_TRUE(server_.violations().empty());
}

TEST_F(Updates, KeepWhatIsWrongWithTheResponse) {
  const std::vector<std::string> bodies{
      "{",
      "[]",
      "{}",
      R"({"method":7})",
      R"({"method":"buy"})",
      R"({"method":"getUpdates"})",
      R"({"method":"answerCallbackQuery","callback_query_id":7})",
      R"({"method":"sendMessage","chat_id":7,"text":"hi","colour":"red"})"};
  std::size_t next = 0;
  const Hook hook(/*refusals=*/0, [&](const net::ServerRequest&) {
    return net::json_response(200, bodies.at(next++));
  });
  ASSERT_EQ(bot_.error("setWebhook", {{"url", hook.url()}}), "");
  for (std::size_t i = 0; i < bodies.size(); ++i) {
    anna_.send_text("hello");
  }
  EXPECT_TRUE(support::eventually([&] { return server_.pending_updates() == 0; }));
  EXPECT_THAT(server_.violations(),
              testing::ElementsAre(
                  testing::HasSubstr("can't parse"), testing::HasSubstr("can't parse"),
                  testing::HasSubstr("names no method"), testing::HasSubstr("names no method"),
                  testing::HasSubstr("method not found"), testing::HasSubstr("method not found"),
                  testing::HasSubstr("callback_query_id"), testing::HasSubstr("colour")));
  EXPECT_FALSE(anna_.newest());
}

TEST_F(Updates, OfAWebhookThatIsRemovedCanBePolled) {
  Hook hook(/*refusals=*/1'000'000);
  ASSERT_EQ(bot_.error("setWebhook", {{"url", hook.url()}}), "");
  anna_.send_text("kept");
  hook.wait_for(1);
  ASSERT_EQ(bot_.error("deleteWebhook"), "");
  EXPECT_EQ(texts(poll({{"timeout", 10}})), (std::vector<std::string>{"kept"}));
}

}  // namespace
