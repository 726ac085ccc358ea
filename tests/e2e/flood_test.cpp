// A shop with its own send limits under Telegram's flood limits, in real time.
#include <chrono>
#include <fstream>
#include <future>
#include <iterator>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "base/clock.h"
#include "e2e/running_shop.h"
#include "sandbox/server/bot_api_server.h"
#include "shop/money/adjustment.h"
#include "support/eventually.h"
#include "support/on_both_engines.h"
#include "support/recording.h"
#include "support/temporary_directory.h"

namespace e2e {
namespace {

constexpr std::int64_t kFirst = 1001;
constexpr int kCustomers = 60;
constexpr int kNotices = 5;

class Floods : public support::OnBothEngines {
 protected:
  void SetUp() override {
    OnBothEngines::SetUp();
    shop = std::make_unique<RunningShop>(
        RunningShop::Options{.settings = {{"BOT_TOKEN", telegram.token()},
                                          {"ADMIN_IDS", "1"},
                                          {"BLIK_INSTRUCTIONS", "BLIK to 600 100 200"},
                                          {"DATABASE_URL", url()},
                                          {"TELEGRAM_API_URL", telegram.url()},
                                          {"WEB_LISTEN", "127.0.0.1:0"}}},
        clock, logger);
  }
  void TearDown() override {
    shop.reset();
    EXPECT_EQ(telegram.violations(), std::vector<std::string>{});
    OnBothEngines::TearDown();
  }

  // Each adjustment sends the customer a notice.
  void adjust(std::int64_t customer, int number) {
    transact([&](db::Tx& tx) {
      return shop::adjust(tx,
                          {.user_id = customer,
                           .amount = base::Money::units(number),
                           .reason = "test",
                           .idempotency_key = fmt::format("adjustment {}", number)},
                          shop::permit<shop::Act::adjust>(shop::Actor::cli()).value(), clock.now())
          .has_value();
    });
  }
  // Asks to pay 100 PLN by BLIK; false: the shop begins no more of it.
  static bool asks_to_pay(sandbox::User& who) {
    const std::string_view refusal = "came to nothing";
    who.send_text("/wallet");
    who.answer_to(who.press("Deposit"));
    who.answer_to(who.press("BLIK"));
    who.answer_to(who.press("100 PLN"));
    const auto shown = who.wait_for([&](const sandbox::Message& one) {
      return one.text().contains("BLIK to 600 100 200") || one.text().contains(refusal);
    });
    return !shown.text().contains(refusal);
  }
  std::int64_t unsent() {
    return read([](db::Tx& tx) {
      return tx.one<std::int64_t>("SELECT count(*) FROM outbox WHERE status <> 'sent'");
    });
  }
  std::string log() const {
    std::ifstream file(directory.path() / "bot.log");
    return {std::istreambuf_iterator<char>(file), {}};
  }

  base::SystemClock clock;
  support::TemporaryDirectory directory;
  base::Logger logger{{.file = directory.path() / "bot.log", .standard_output = false}};
  sandbox::BotApiServer telegram{
      {.flood = sandbox::FloodLimits::telegram(), .record_file = support::record_file("e2e_test")},
      clock,
      logger};
  std::unique_ptr<RunningShop> shop;
};
INSTANTIATE_TEST_SUITE_P(, Floods, support::kBothEngines, support::engine_name);

TEST_P(Floods, OfMessagesAndNoticesAreSentWithoutARefusal) {
  std::vector<sandbox::User> customers;
  for (int i = 0; i < kCustomers; ++i) {
    customers.push_back(telegram.add_user({.id = kFirst + i, .first_name = "Anna"}));
    customers.back().send_text("/start");
  }
  for (const auto& customer : customers) {
    customer.wait_for("Welcome");
  }
  for (int number = 1; number <= kNotices; ++number) {
    adjust(kFirst, number);
  }
  EXPECT_TRUE(support::eventually([&] { return unsent() == 0; }));
  EXPECT_EQ(telegram.call_count("sendMessage"), std::size_t{kCustomers + kNotices});
  EXPECT_FALSE(log().contains("Telegram asks")) << log();
}

// Presses come faster than a chat may be edited: screens on the way are left out, the last is
// shown.
TEST_P(Floods, OfPressesAreAnsweredWithoutARefusal) {
  constexpr int kPresses = 24;
  constexpr std::chrono::milliseconds kApart{210};
  auto anna = telegram.add_user({.id = kFirst, .first_name = "Anna"});
  anna.send_text("/start");
  const auto menu = anna.wait_for("Welcome");
  for (int i = 0; i < kPresses; ++i) {
    const auto next = std::chrono::steady_clock::now() + kApart;
    anna.answer_to(anna.press_in(menu, i % 2 == 0 ? "Profile" : "Wallet"));
    support::eventually([&] { return std::chrono::steady_clock::now() >= next; });
  }
  anna.answer_to(anna.press_in(menu, "Referrals"));
  anna.wait_for("t.me/");
  EXPECT_LT(telegram.call_count("editMessageText"), kPresses);
  EXPECT_FALSE(log().contains("Telegram asks")) << log();
}

// Who has no money repeats a request, "I have paid" and its cancellation, in ten chats at once,
// until the shop begins no more of them; owners can be sent one message a second.
TEST_P(Floods, OfCancelledDepositsBuryNoHonestOne) {
  constexpr int kRoundsMax = 20;
  const auto attack = [this](int number) {
    auto one = telegram.add_user({.id = kFirst + number, .first_name = "Mallory"});
    one.send_text("/start");
    one.wait_for("Welcome");
    int rounds = 0;
    while (rounds < kRoundsMax && asks_to_pay(one)) {
      ++rounds;
      one.answer_to(one.press("I have paid"));
      one.wait_for("We're checking your payment");
      one.answer_to(one.press("Cancel this deposit"));
      one.wait_for("cancelled");
    }
    return rounds;
  };
  auto olga = telegram.add_user({.id = 1, .first_name = "Olga"});
  auto anna = telegram.add_user({.id = 2, .first_name = "Anna"});
  for (auto* one : {&olga, &anna}) {
    one->send_text("/start");
    one->wait_for("Welcome");
  }
  std::vector<std::future<int>> attacks;
  for (int number = 0; number < 10; ++number) {
    attacks.push_back(std::async(std::launch::async, attack, number));
  }
  EXPECT_TRUE(support::eventually([&] { return olga.count("Mallory") >= 3; }));
  EXPECT_TRUE(asks_to_pay(anna));
  anna.answer_to(anna.press("I have paid"));
  olga.wait_for("Anna");  // within half a minute
  for (auto& one : attacks) {
    EXPECT_LE(one.get(), 5);
  }
  EXPECT_TRUE(support::eventually([&] { return unsent() == 0; }));
  EXPECT_LE(olga.count("Mallory"), 30U);
  EXPECT_FALSE(log().contains("Telegram asks")) << log();
}

}  // namespace
}  // namespace e2e
