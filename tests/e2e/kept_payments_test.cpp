// Payments by Stars that cannot be booked when their updates come, by polling and by webhook.
#include <string>
#include <vector>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "e2e/end_to_end.h"
#include "shop/core/kept_update.h"
#include "support/free_port.h"

namespace e2e {
namespace {

class KeptPayments : public EndToEnd {
 protected:
  void SetUp() override {
    EndToEnd::SetUp();
    anna = customer("Anna", 0);
  }
  void open_by(bool by_webhook) {
    app::SettingValues settings{{"STARS_PER_UNIT", "5"}};
    if (by_webhook) {
      const auto address = fmt::format("127.0.0.1:{}", support::free_port());
      settings.insert({{"WEB_LISTEN", address},
                       {"WEBHOOK_URL", fmt::format("http://{}/hook", address)},
                       {"WEBHOOK_SECRET", "s3cret"}});
    }
    open(settings);
  }
  // What Telegram sends when Anna has paid 100 PLN; `other` is put over the message's fields.
  boost::json::object payment(std::string_view charge, const boost::json::object& other = {}) {
    boost::json::object message{
        {"message_id", 900},
        {"date", 1},
        {"from", {{"id", anna.id()}, {"is_bot", false}, {"first_name", "Anna"}}},
        {"chat", {{"id", anna.id()}, {"type", "private"}}},
        {"successful_payment",
         {{"currency", "XTR"},
          {"total_amount", 500},
          {"invoice_payload", fmt::format("stars:{}:10000:500", anna.id())},
          {"telegram_payment_charge_id", charge},
          {"provider_payment_charge_id", ""}}}};
    for (const auto& [name, value] : other) {
      message[name] = value;
    }
    return {{"message", message}};
  }
  std::int64_t kept() { return number("SELECT COUNT(*) FROM kept_updates"); }
  bool nothing_pends() {
    return support::eventually([&] { return telegram.pending_updates() == 0; });
  }

  Person olga = owner();
  Person anna = newcomer("Anna");
};
INSTANTIATE_TEST_SUITE_P(, KeptPayments, support::kBothEngines, support::engine_name);

// Only its payment is read of an update that is otherwise odd.
TEST_P(KeptPayments, AreBookedHoweverOddTheirUpdateIs) {
  for (const bool by_webhook : {false, true}) {
    open_by(by_webhook);
    int paid = 0;
    const auto before = number("SELECT COUNT(*) FROM deposits");
    for (const auto& other : std::vector<boost::json::object>{
             {{"text", 5}},
             {{"from", {{"id", anna.id()}, {"first_name", 5}}}},
             {{"from", nullptr}},
             {{"from", "Anna"}},
             {{"chat", {{"id", anna.id()}, {"type", 7}}}},
             {{"chat", nullptr}},
             {{"chat", {{"id", -100}, {"type", "supergroup"}, {"title", "Friends"}}}}}) {
      telegram.push_update(payment(fmt::format("charge-{}-{}", by_webhook, ++paid), other));
      EXPECT_TRUE(support::eventually([&] {
        return number("SELECT COUNT(*) FROM deposits") == before + paid;
      })) << boost::json::serialize(other);
    }
    EXPECT_TRUE(nothing_pends());
    EXPECT_EQ(kept(), 0);
    close();
  }
  EXPECT_EQ(balance(anna), "1400.00");
  EXPECT_EQ(text("SELECT first_name FROM users WHERE id = " + std::to_string(anna.id())), "Anna");
}

// What cannot be read at all is kept, the owners are told, and the shop goes on.
TEST_P(KeptPayments, AreKeptWhenTheyCannotBeRead) {
  for (const bool by_webhook : {false, true}) {
    open_by(by_webhook);
    olga.says("/start");
    olga.sees("Olga");
    const auto before = olga.chat().count("could not be booked");
    telegram.push_update(payment("charge", {{"successful_payment", {{"total_amount", "five"}}}}));
    EXPECT_TRUE(support::eventually(
        [&] { return olga.chat().count("could not be booked") == before + 1; }));
    EXPECT_TRUE(nothing_pends());
    anna.says("/wallet");
    anna.sees("Balance: 0 PLN");
    close();
  }
  EXPECT_EQ(kept(), 2);
  EXPECT_EQ(number("SELECT COUNT(*) FROM kept_updates WHERE body LIKE '%\"five\"%'"), 2);
}

// A payment that is refused by the database again and again does not hold up the other updates:
// here, more of them than Telegram gives at once.
TEST_P(KeptPayments, HoldUpNobodyWhileTheyCannotBeBooked) {
  open_by(/*by_webhook=*/false);
  olga.says("/start");
  olga.sees("Welcome");
  transact([](db::Tx& tx) { return tx.execute("ALTER TABLE deposits RENAME TO deposits_away"); });
  telegram.push_update(payment("charge"));
  EXPECT_TRUE(support::eventually([&] { return kept() == 1; }));
  olga.sees("could not be booked");
  constexpr int kOthers = 120;
  for (int i = 0; i < kOthers; ++i) {
    anna.says("/help");
  }
  EXPECT_TRUE(nothing_pends());
  EXPECT_EQ(kept(), 1);

  transact([](db::Tx& tx) { return tx.execute("ALTER TABLE deposits_away RENAME TO deposits"); });
  clock.advance(std::chrono::hours(1));
  anna.sees("Deposit completed: +100 PLN");
  EXPECT_TRUE(support::eventually([&] { return kept() == 0; }));
  EXPECT_EQ(balance(anna), "100.00");
  EXPECT_EQ(number("SELECT COUNT(*) FROM deposits"), 1);
}

// Kept by a process that ended, booked by the next one.
TEST_P(KeptPayments, AreBookedAfterTheNextStart) {
  transact([&](db::Tx& tx) {
    shop::keep_update(tx, boost::json::serialize(payment("charge")), clock.now());
    return true;
  });
  open_by(/*by_webhook=*/true);
  EXPECT_TRUE(support::eventually([&] { return kept() == 0; }));
  EXPECT_EQ(balance(anna), "100.00");
}

}  // namespace
}  // namespace e2e
