#include "telegram/updates/webhook.h"

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <stdexcept>

#include <gmock/gmock.h>

#include "net/server/http_server.h"
#include "telegram/testing/scripted_api.h"

namespace telegram {
namespace {

namespace asio = boost::asio;
using std::chrono::milliseconds;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr const char* kUpdate =
    R"({"update_id":10,"message":{"message_id":1,"date":1,"text":"hi","new_field":{},)"
    R"("chat":{"id":7,"type":"private"}}})";

// A webhook behind the real HTTP server, called over the real HTTP client.
class WebhookTest : public test::ApiTest {
 protected:
  void SetUp() override {
    Webhook webhook(
        {.secret = "s3cret_A-Z", .in_hand_max = 2, .body_bytes_max = 1000},
        [this](Update update) { return handle(update); },
        [this](std::string json) { return keep(std::move(json)); }, logger_);
    const auto gate = [webhook](const net::ServerRequest& head) { return webhook.admit(head); };
    auto server = net::HttpServer::start(
        context_.get_executor(), {.body_limit_bytes = 5000, .gate = gate}, webhook, logger_);
    ASSERT_TRUE(server.has_value());
    server_ = *std::move(server);
  }

  asio::awaitable<Handled> handle(Update update) {
    handled_.push_back(update.update_id);
    if (throws_) {
      throw std::runtime_error("defect");
    }
    boost::system::error_code released;
    if (is_slow_) {
      co_await work_.async_wait(asio::redirect_error(asio::use_awaitable, released));
    }
    ++finished_;
    co_return answer_;
  }
  asio::awaitable<bool> keep(std::string json) {
    kept_.push_back(std::move(json));
    co_return keeps_;
  }
  asio::awaitable<int> post(std::string body, std::string secret = "s3cret_A-Z",
                            milliseconds timeout = std::chrono::seconds(30)) {
    const auto response = co_await exchange(std::move(body), std::move(secret), timeout);
    co_return response ? response->status : 0;
  }
  asio::awaitable<base::Result<net::HttpResponse>> exchange(std::string body, std::string secret,
                                                            milliseconds timeout) {
    net::HttpRequest request{.method = "POST",
                             .url = fmt::format("http://127.0.0.1:{}/hook", server_->port())};
    request.headers.add("X-Telegram-Bot-Api-Secret-Token", std::move(secret));
    request.body = std::move(body);
    request.timeout = timeout;
    co_return co_await http_.send(std::move(request));
  }
  std::future<int> begin_post(milliseconds timeout = std::chrono::seconds(30)) {
    return asio::co_spawn(context_, post(kUpdate, "s3cret_A-Z", timeout), asio::use_future);
  }
  int wait_for(std::future<int>& status) {
    run_until([&] { return status.wait_for(milliseconds(0)) == std::future_status::ready; });
    return status.get();
  }

  std::vector<std::int64_t> handled_;
  std::vector<std::string> kept_;
  bool keeps_ = true;
  Handled answer_;
  bool throws_ = false;
  bool is_slow_ = false;
  int finished_ = 0;
  asio::steady_timer work_{context_, asio::steady_timer::time_point::max()};
  std::unique_ptr<net::HttpServer> server_;
};

TEST_F(WebhookTest, AnswersWhenTheWorkIsDone) {
  is_slow_ = true;
  auto status = begin_post();
  run_until([&] { return !handled_.empty(); });
  context_.poll();
  EXPECT_NE(status.wait_for(milliseconds(0)), std::future_status::ready);
  work_.cancel();
  EXPECT_EQ(wait_for(status), 200);
  EXPECT_THAT(handled_, ElementsAre(10));
}

TEST_F(WebhookTest, AnswersAPressWithItsResponse) {
  answer_.answer = {.callback_query_id = "77", .text = "Done \"now\""};
  const auto response = run(exchange(kUpdate, "s3cret_A-Z", std::chrono::seconds(30)));
  ASSERT_TRUE(response.has_value());
  EXPECT_EQ(response->status, 200);
  EXPECT_EQ(response->headers.find("Content-Type"), "application/json");
  EXPECT_EQ(json::parse_value(response->body),
            (boost::json::value{{"method", "answerCallbackQuery"},
                                {"callback_query_id", "77"},
                                {"text", "Done \"now\""}}));
}

TEST_F(WebhookTest, HasNothingToSayToOtherUpdates) {
  const auto response = run(exchange(kUpdate, "s3cret_A-Z", std::chrono::seconds(30)));
  ASSERT_TRUE(response.has_value());
  EXPECT_EQ(response->body, "");
}

TEST_F(WebhookTest, RefusesAWrongSecretWithoutReadingFurther) {
  EXPECT_EQ(run(post(kUpdate, "s3cret_A-z")), 401);
  EXPECT_EQ(run(post(kUpdate, "")), 401);
  EXPECT_EQ(run(post("{", "wrong")), 401);
  EXPECT_EQ(run(post(std::string(100'000, 'x'), "wrong")), 401);  // not 413
  EXPECT_THAT(handled_, IsEmpty());
}

TEST_F(WebhookTest, RefusesWhatIsNoJsonAndWhatIsTooLarge) {
  EXPECT_EQ(run(post("{\"update_id\":")), 400);
  EXPECT_EQ(run(post("")), 400);
  EXPECT_EQ(run(post(std::string(64, '\xff'))), 400);
  EXPECT_EQ(run(post(std::string(500, '['))), 400);
  EXPECT_EQ(run(post("\"" + std::string(2000, 'x') + "\"")), 413);
  EXPECT_THAT(handled_, IsEmpty());
}

TEST_F(WebhookTest, LeavesOutAnUpdateThatCannotBeReadForGood) {
  EXPECT_EQ(run(post(R"({"update_id":10,"message":"text"})")), 200);
  EXPECT_EQ(run(post(R"({"update_id":"ten"})")), 200);
  EXPECT_EQ(run(post("[]")), 200);
  EXPECT_THAT(handled_, IsEmpty());
}

TEST_F(WebhookTest, KeepsAPaymentThatCannotBeReadOrAsksForItAgain) {
  const std::string paid = R"({"update_id":10,"message":{"successful_payment":{}}})";
  const std::string without_id = R"({"message":{"successful_payment":{}}})";
  EXPECT_EQ(run(post(paid)), 200);
  EXPECT_EQ(run(post(without_id)), 200);
  EXPECT_THAT(kept_, ElementsAre(paid, without_id));
  keeps_ = false;
  EXPECT_EQ(run(post(paid)), 503);
  EXPECT_THAT(handled_, IsEmpty());
}

TEST_F(WebhookTest, AsksForTheUpdateAgainWhenItCannotBeDoneNow) {
  answer_ = Handled::later();
  EXPECT_EQ(run(post(kUpdate)), 503);
}

TEST_F(WebhookTest, AnswersADefectWithoutDetails) {
  throws_ = true;
  EXPECT_EQ(run(post(kUpdate)), 500);
}

TEST_F(WebhookTest, TakesNoMoreThanItMayHaveInHand) {
  is_slow_ = true;
  auto first = begin_post();
  auto second = begin_post();
  run_until([&] { return handled_.size() == 2; });
  EXPECT_EQ(run(post(kUpdate)), 503);
  work_.cancel();
  EXPECT_EQ(wait_for(first), 200);
  EXPECT_EQ(wait_for(second), 200);
  is_slow_ = false;
  EXPECT_EQ(run(post(kUpdate)), 200);
}

TEST_F(WebhookTest, FinishesItsWorkWhenThePeerGoesAway) {
  is_slow_ = true;
  auto status = begin_post(milliseconds(50));
  EXPECT_EQ(wait_for(status), 0);
  EXPECT_EQ(finished_, 0);
  work_.cancel();
  run_until([&] { return finished_ == 1; });
}

}  // namespace
}  // namespace telegram
