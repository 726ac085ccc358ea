#include "telegram/updates/webhook_watch.h"

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "telegram/testing/scripted_api.h"

namespace telegram {
namespace {

namespace asio = boost::asio;
using std::chrono::milliseconds;
using test::ok;
using test::refused;
using test::Seen;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Optional;

constexpr std::string_view kUrl = "https://shop.example/hook";

std::string info(std::string_view url, std::string_view more = "") {
  return fmt::format(R"({{"url":"{}","has_custom_certificate":false,"pending_update_count":3{}}})",
                     url, more);
}

class WebhookWatchTest : public test::ApiTest {
 protected:
  // Answers setWebhook with true and getWebhookInfo with these in turn, then stops the watch.
  void serve_then_stop(std::vector<test::Reply> infos) {
    api_.answer_with(
        [this, infos = std::move(infos), next = std::size_t{0}](const Seen& seen) mutable {
          calls_.push_back(seen.method);
          if (seen.method == "setWebhook") {
            return ok("true");
          }
          troubles_.push_back(watch_.trouble());
          if (next + 1 == infos.size()) {
            watch_.stop();
          }
          return infos[next++];
        });
  }
  base::Result<void> refuse_for_ever(const test::Reply& reply) {
    api_.answer_with([this, reply](const Seen&) {
      clock_.advance(std::chrono::minutes(1));
      return reply;
    });
    return run(watch_.run());
  }

  base::ManualClock clock_{base::Timestamp(std::chrono::hours(1))};
  WebhookWatch watch_{
      client_,
      context_.get_executor(),
      SetWebhook{.url = std::string(kUrl),
                 .allowed_updates = {"message", "callback_query"},
                 .secret_token = "s3cret"},
      clock_,
      random_,
      logger_,
      {.period = milliseconds(1), .backoff = {.first = milliseconds(1), .max = milliseconds(4)}}};
  std::vector<std::string> calls_;
  std::vector<std::optional<std::string>> troubles_;  // at each getWebhookInfo
};

TEST_F(WebhookWatchTest, SetsTheWebhookOnceWhileNothingChanges) {
  EXPECT_TRUE(watch_.trouble().has_value());
  serve_then_stop({ok(info(kUrl)),
                   ok(info(kUrl, R"(,"allowed_updates":["callback_query","message"])")),
                   ok(info(kUrl))});
  EXPECT_TRUE(run(watch_.run()).has_value());
  EXPECT_THAT(calls_,
              ElementsAre("setWebhook", "getWebhookInfo", "getWebhookInfo", "getWebhookInfo"));
  EXPECT_EQ(watch_.trouble(), std::nullopt);
}

TEST_F(WebhookWatchTest, SetsItAgainWhenSomebodyRemovedOrChangedIt) {
  for (const auto& other : {info(""), info("https://other.example/hook"),
                            info(kUrl, R"(,"allowed_updates":["message"])")}) {
    SCOPED_TRACE(other);
    calls_.clear();
    std::vector<std::string> told_after;
    WebhookWatch watch(client_, context_.get_executor(),
                       SetWebhook{.url = std::string(kUrl),
                                  .allowed_updates = {"message", "callback_query"},
                                  .secret_token = "s3cret"},
                       clock_, random_, logger_,
                       {.period = milliseconds(1), .on_changed = [&]() -> asio::awaitable<void> {
                          told_after = calls_;
                          co_return;
                        }});
    api_.answer_with([&](const Seen& seen) {
      calls_.push_back(seen.method);
      if (calls_.size() == 4) {
        EXPECT_EQ(seen.method, "getWebhookInfo");
        watch.stop();
      }
      return seen.method == "setWebhook" ? ok("true") : ok(calls_.size() == 2 ? other : info(kUrl));
    });
    EXPECT_TRUE(run(watch.run()).has_value());
    ASSERT_EQ(calls_.size(), 4U);
    EXPECT_EQ(calls_[2], "setWebhook");
    EXPECT_THAT(told_after, ElementsAre("setWebhook", "getWebhookInfo"));
    EXPECT_EQ(api_.seen().at(api_.seen().size() - 2).json().at("secret_token"), "s3cret");
  }
}

TEST_F(WebhookWatchTest, SetsItAgainOnceWhenWeRefuseItsSecret) {
  const auto failed = info(
      kUrl,
      R"(,"last_error_date":1700000000,"last_error_message":"Wrong response from the webhook: 401 Unauthorized")");
  serve_then_stop({ok(failed), ok(failed), ok(failed)});
  EXPECT_EQ(watch_.note(), std::nullopt);
  EXPECT_TRUE(run(watch_.run()).has_value());
  clock_.set(base::Timestamp(std::chrono::seconds(1'700'000'000)));
  EXPECT_THAT(watch_.note(), Optional(HasSubstr("Wrong response from the webhook: 401")));
  clock_.advance(std::chrono::hours(1));
  EXPECT_EQ(watch_.note(), std::nullopt) << "Telegram tells it for ever";
  EXPECT_THAT(calls_, ElementsAre("setWebhook", "getWebhookInfo", "setWebhook", "getWebhookInfo",
                                  "getWebhookInfo"));
}

TEST_F(WebhookWatchTest, GoesOnAfterTroubleOfTelegramAndItsProxies) {
  serve_then_stop({refused(502, "Bad Gateway"),
                   {.status = 404, .body = "<html>"},
                   test::drop(),
                   refused(401, "Unauthorized"),
                   ok(info(""))});
  EXPECT_TRUE(run(watch_.run()).has_value());
  EXPECT_EQ(std::ranges::count(calls_, "getWebhookInfo"), 5);
  EXPECT_THAT(troubles_, ElementsAre(std::nullopt, std::nullopt, std::nullopt, std::nullopt,
                                     Optional(HasSubstr("Unauthorized"))))
      << "only a refusal";
}

TEST_F(WebhookWatchTest, EndsWithAdviceWhenTheTokenStaysRefused) {
  const auto end = refuse_for_ever(refused(401, "Unauthorized"));
  ASSERT_FALSE(end.has_value());
  EXPECT_EQ(end.error().kind, base::ErrorKind::unavailable);
  EXPECT_THAT(end.error().message, HasSubstr("BotFather"));
  EXPECT_EQ(api_.seen().size(), 6U) << "five minutes";
}

TEST_F(WebhookWatchTest, EndsWithAdviceWhenTheAddressStaysRefused) {
  const auto end = refuse_for_ever(
      refused(400, "Bad Request: bad webhook: Failed to resolve host: Name or service not known"));
  ASSERT_FALSE(end.has_value());
  EXPECT_EQ(end.error().kind, base::ErrorKind::conflict);
  EXPECT_THAT(end.error().message, HasSubstr("WEBHOOK_URL"));
  EXPECT_THAT(end.error().message, HasSubstr("resolve host"));
}

TEST_F(WebhookWatchTest, LooksAtOnceWhenItIsAskedButDoesNotSpin) {
  WebhookWatch watch(client_, context_.get_executor(), SetWebhook{.url = std::string(kUrl)}, clock_,
                     random_, logger_,
                     {.period = std::chrono::hours(1), .backoff = {.first = milliseconds(100)}});
  api_.answer_with(
      [&](const Seen& seen) { return seen.method == "setWebhook" ? ok("true") : ok(info(kUrl)); });
  auto ended = asio::co_spawn(context_, watch.run(), asio::use_future);
  asio::steady_timer tick(context_);
  const auto end = std::chrono::steady_clock::now() + milliseconds(500);
  while (std::chrono::steady_clock::now() < end) {
    watch.look();
    tick.expires_after(milliseconds(1));
    run(tick.async_wait(asio::use_awaitable));
  }
  EXPECT_GE(api_.seen().size(), 2U);
  EXPECT_LE(api_.seen().size(), 7U);
  EXPECT_EQ(api_.seen().back().method, "getWebhookInfo");
  watch.stop();
  run_until([&] { return ended.wait_for(milliseconds(0)) == std::future_status::ready; });
}

}  // namespace
}  // namespace telegram
