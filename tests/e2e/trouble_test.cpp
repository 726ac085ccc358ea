// Failures of Telegram, customers who block the bot, and faults that only the operator can mend.
#include <chrono>
#include <future>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "e2e/end_to_end.h"
#include "support/eventually.h"

namespace e2e {
namespace {

using sandbox::FaultKind;

class Trouble : public EndToEnd {
 protected:
  // Calls the Bot API as another program with the same token.
  int call(const std::string& method, const std::string& parameters = "") const {
    return exchange({.url = telegram.url() + "/bot" + telegram.token() + "/" + method + parameters})
        .status;
  }
  RunningShop& open_with_web(app::SettingValues settings) {
    return open_with(
        {.settings = std::move(settings), .roles = {.bot = true, .web = true, .jobs = true}});
  }
  static std::string readiness(const RunningShop& shop) {
    return exchange({.url = "http://127.0.0.1:" + std::to_string(shop.port()) + "/readyz"}).body;
  }
  // Lets minutes pass until the shop ends, and does `meanwhile` all the time.
  template <class Action>
  base::Result<void> after_minutes(RunningShop& shop, Action meanwhile) {
    auto end = std::async(std::launch::async, [&] { return shop.wait(); });
    while (end.wait_for(std::chrono::milliseconds(10)) != std::future_status::ready) {
      meanwhile();
      clock.advance(std::chrono::seconds(10));
    }
    return end.get();
  }
  std::int64_t alerts(const std::string& kind) {
    return number("SELECT COUNT(*) FROM outbox WHERE kind = 'alert' AND payload LIKE '%" + kind +
                  "%'");
  }
  std::int64_t blocked_customers() {
    return number("SELECT COUNT(*) FROM users WHERE has_blocked_bot");
  }
};
INSTANTIATE_TEST_SUITE_P(, Trouble, support::kBothEngines, support::engine_name);

TEST_P(Trouble, ACustomerWhoBlocksTheBotIsMarked) {
  open();
  auto anna = customer("Anna", 0);
  anna.says("/wallet");
  anna.sees("Balance");
  anna.chat().block_bot();
  EXPECT_TRUE(support::eventually([&] { return blocked_customers() == 1; }));
  anna.chat().unblock_bot();
  EXPECT_TRUE(support::eventually([&] { return blocked_customers() == 0; }));
}

TEST_P(Trouble, WhoeverBlocksTheBotFindsTheOrderLater) {
  stock(voucher());
  open();
  auto anna = customer("Anna", 100);
  anna.walks_to_voucher();
  anna.presses("Buy");
  telegram.inject({.kind = FaultKind::forbidden, .method = "sendMessage"});
  anna.presses("Confirm Purchase");
  EXPECT_TRUE(support::eventually([&] { return blocked_customers() == 1; }));
  EXPECT_EQ(number("SELECT COUNT(*) FROM outbox WHERE status = 'given_up'"), 1);
  EXPECT_EQ(anna.chat().count("SECRET-4711"), 0U);

  anna.says("/profile");
  anna.presses("My orders");
  anna.presses("#1 Book voucher");
  anna.presses("Send the delivery again");
  anna.sees("SECRET-4711");
  EXPECT_EQ(blocked_customers(), 0);
}

TEST_P(Trouble, TooManyRequestsAreWaitedFor) {
  open();
  auto anna = customer("Anna", 0);
  telegram.inject(
      {.kind = FaultKind::too_many_requests, .method = "sendMessage", .retry_after_s = 1});
  const auto start = std::chrono::steady_clock::now();
  anna.says("/wallet");
  anna.sees("Balance");
  EXPECT_GE(std::chrono::steady_clock::now() - start, std::chrono::seconds(1));
  EXPECT_EQ(anna.chat().count("Balance"), 1U);
}

// The wait is of one method in one chat: the goods come all the same, and nobody else waits.
TEST_P(Trouble, ADeliveryArrivesWhileTheScreensOfItsChatMustWait) {
  stock(voucher());
  open();
  auto anna = customer("Anna", 100);
  anna.walks_to_voucher();
  anna.presses("Buy");
  anna.sees("Reserved for you.");
  telegram.inject(
      {.kind = FaultKind::too_many_requests, .method = "editMessageText", .retry_after_s = 45});
  anna.presses("Confirm Purchase");
  anna.sees("SECRET-4711");
  anna.says("/wallet");
  anna.sees("Balance");
  auto boris = customer("Boris", 0);
  boris.says("/wallet");
  boris.sees("Balance");
  EXPECT_FALSE(log().contains("nothing is sent")) << log();
}

TEST_P(Trouble, ADeliverySurvivesLostRequestsAndServerErrors) {
  stock(voucher());
  open();
  auto anna = customer("Anna", 100);
  anna.walks_to_voucher();
  anna.presses("Buy");
  telegram.inject({.kind = FaultKind::server_error, .method = "sendMessage"});
  telegram.inject({.kind = FaultKind::lost_request, .method = "sendMessage"});
  anna.presses("Confirm Purchase");
  anna.sees("SECRET-4711");
  EXPECT_EQ(anna.chat().count("SECRET-4711"), 1U);
}

TEST_P(Trouble, AnAnswerThatIsLostMakesADeliveryComeTwiceRatherThanNever) {
  stock(voucher());
  open();
  auto anna = customer("Anna", 100);
  anna.walks_to_voucher();
  anna.presses("Buy");
  telegram.inject({.kind = FaultKind::lost_answer, .method = "sendMessage"});
  anna.presses("Confirm Purchase");
  EXPECT_TRUE(support::eventually([&] { return anna.chat().count("SECRET-4711") == 2; }));
  EXPECT_EQ(balance(anna), "0.00");
}

TEST_P(Trouble, UpdatesAreFetchedAgainAfterTelegramWasAway) {
  telegram.inject({.kind = FaultKind::server_error, .method = "getMe"});
  telegram.inject({.kind = FaultKind::unauthorized, .method = "getMe"});
  telegram.inject({.kind = FaultKind::page, .method = "getMe", .status = 404});
  telegram.inject({.kind = FaultKind::server_error, .method = "getUpdates"});
  telegram.inject({.kind = FaultKind::lost_answer, .method = "getUpdates"});
  open();
  auto anna = customer("Anna", 0);
  anna.says("/wallet");
  anna.sees("Balance");
}

TEST_P(Trouble, ASettingThatIsNotUsedYetIsSaid) {
  open({{"REDIS_URL", "redis://127.0.0.1:1"}});
  EXPECT_TRUE(log().contains("REDIS_URL is set, but Kram does not use Redis yet."));
}

TEST_P(Trouble, AWrongTokenIsSaidAtOnceAndEndsTheShopAfterMinutes) {
  auto& shop = open_with_web({{"BOT_TOKEN", "4242424242:not-the-token-that-botfather-gave-us"}});
  EXPECT_TRUE(support::eventually([&] { return readiness(shop).contains("BOT_TOKEN"); }));
  EXPECT_TRUE(readiness(shop).contains("BotFather")) << readiness(shop);
  EXPECT_TRUE(log().contains("Telegram does not accept BOT_TOKEN")) << log();
  const auto ended = after_minutes(shop, [] {});
  ASSERT_FALSE(ended);
  EXPECT_EQ(ended.error().kind, base::ErrorKind::unavailable) << "so that the unit starts it again";
  EXPECT_TRUE(ended.error().message.contains("BOT_TOKEN")) << ended.error().message;
  EXPECT_TRUE(ended.error().message.contains("BotFather")) << ended.error().message;
}

TEST_P(Trouble, AShopStopsWithinSecondsWhileTelegramHangs) {
  open();
  auto anna = customer("Anna", 0);
  for (const char* method : {"sendMessage", "getUpdates"}) {
    telegram.inject({.kind = FaultKind::no_answer, .method = method, .times = 100});
  }
  anna.says("/wallet");
  anna.says("/profile");
  EXPECT_TRUE(support::eventually([&] { return log().contains("The bot is @"); }));
  const auto start = std::chrono::steady_clock::now();
  close();
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::milliseconds(4'900));
}

// A page of a proxy is no verdict on the chat or the message, whatever its status.
TEST_P(Trouble, APageOfAProxyLosesNoDelivery) {
  stock(voucher());
  open();
  auto anna = customer("Anna", 100);
  anna.walks_to_voucher();
  anna.presses("Buy");
  for (const int status : {403, 400, 413}) {
    telegram.inject({.kind = FaultKind::page, .method = "sendMessage", .status = status});
  }
  anna.presses("Confirm Purchase");
  anna.sees("SECRET-4711");
  EXPECT_TRUE(outbox_is_sent());
  EXPECT_EQ(blocked_customers(), 0);
}

TEST_P(Trouble, OneWrongAnswerToAPollDoesNotEndTheShop) {
  open();
  auto anna = customer("Anna", 0);
  for (const auto& fault : std::vector<sandbox::Fault>{
           {.kind = FaultKind::page, .method = "getUpdates", .status = 404},
           {.kind = FaultKind::unauthorized, .method = "getUpdates"},
           {.kind = FaultKind::too_many_requests, .method = "getUpdates"}}) {
    telegram.inject(fault);
    anna.says("/wallet");  // ends the poll under way; the next one meets the fault
    anna.sees("Balance");
    anna.says("/profile");
    anna.sees("Tier");
  }
}

TEST_P(Trouble, ASecondPollerForAWhileDoesNotEndTheShop) {
  open();
  for (int i = 0; i < 5; ++i) {
    EXPECT_EQ(call("getUpdates"), 200);
    clock.advance(std::chrono::seconds(30));
  }
  EXPECT_TRUE(support::eventually([&] {
    call("getUpdates");
    return log().contains("Another process receives this bot's updates");
  })) << "the owner can read why";
  auto anna = customer("Anna", 0);
  anna.says("/wallet");
  anna.sees("Balance");
}

TEST_P(Trouble, ASecondPollerForMinutesEndsTheShopWithAdvice) {
  auto& shop = open();
  auto olga = owner();
  olga.says("/start");
  const auto ended = after_minutes(shop, [&] { call("getUpdates"); });
  ASSERT_FALSE(ended);
  EXPECT_EQ(ended.error().kind, base::ErrorKind::conflict);
  EXPECT_TRUE(ended.error().message.contains("Stop the other one")) << ended.error().message;
  EXPECT_EQ(alerts("second_poller"), 1);
  open();
  EXPECT_TRUE(support::eventually(
      [&] { return olga.chat().count("Another program receives this bot's messages") == 1; }));
}

TEST_P(Trouble, AForgottenWebhookEndsTheShopWithAdviceAfterMinutes) {
  ASSERT_EQ(call("setWebhook", "?url=https%3A%2F%2Fold.example%2Fhook"), 200);
  auto& shop = open();
  const auto ended = after_minutes(shop, [] {});
  ASSERT_FALSE(ended);
  EXPECT_EQ(alerts("webhook_in_the_way"), 1);
  EXPECT_EQ(ended.error().kind, base::ErrorKind::conflict);
  EXPECT_TRUE(ended.error().message.contains("WEBHOOK_URL")) << ended.error().message;
  EXPECT_TRUE(ended.error().message.contains("deleteWebhook")) << ended.error().message;
}

TEST_P(Trouble, ARevokedTokenEndsTheShopWithAdviceAfterMinutes) {
  auto& shop = open();
  auto anna = customer("Anna", 0);
  anna.says("/wallet");
  anna.sees("Balance");
  telegram.inject({.kind = FaultKind::unauthorized, .times = 1'000});
  telegram.inject({.kind = FaultKind::unauthorized, .method = "getUpdates", .times = 1'000});
  anna.says("/wallet");
  const auto ended = after_minutes(shop, [] {});
  ASSERT_FALSE(ended);
  EXPECT_EQ(ended.error().kind, base::ErrorKind::unavailable) << "so that the unit starts it again";
  EXPECT_TRUE(ended.error().message.contains("BotFather")) << ended.error().message;
}

}  // namespace
}  // namespace e2e
