// PostgreSQL is killed under a running shop and started again.
#include <boost/json/object.hpp>
#include <memory>
#include <string>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "db/migrations/migrations.h"
#include "db/open.h"
#include "e2e/end_to_end.h"
#include "support/eventually.h"
#include "support/postgres_server.h"

namespace e2e {
namespace {

class DatabaseAway : public EndToEnd {
 protected:
  void SetUp() override {
    EndToEnd::SetUp();
    const auto url = server.url(server.create_database());
    database = db::open({.url = url, .connections = 1}, logger).value();
    ASSERT_TRUE(db::migrate(*database, clock));
    open({{"DATABASE_URL", url}, {"STARS_PER_UNIT", "5"}});
    anna.says("/start");
    anna.sees("Welcome");
  }
  void TearDown() override {
    database.reset();
    EndToEnd::TearDown();
  }

  sandbox::Message gets_invoice() {
    anna.says("/wallet");
    anna.presses("Deposit");
    anna.presses("Telegram Stars");
    anna.presses("100 PLN");
    return anna.chat().wait_for(
        [](const sandbox::Message& one) { return one.invoice.has_value(); });
  }
  // Returns the update that Telegram sends when the invoice in this message has been paid.
  boost::json::object payment_of(const sandbox::Message& message) const {
    return {{"message",
             {{"message_id", 900},
              {"date", 1},
              {"from", {{"id", anna.id()}, {"is_bot", false}, {"first_name", "Anna"}}},
              {"chat", {{"id", anna.id()}, {"type", "private"}}},
              {"successful_payment",
               {{"currency", "XTR"},
                {"total_amount", message.invoice->stars},
                {"invoice_payload", message.invoice->payload},
                {"telegram_payment_charge_id", "charge-1"},
                {"provider_payment_charge_id", ""}}}}}};
  }
  bool log_says(std::string_view words) const {
    return support::eventually([&] { return log().contains(words); });
  }

  support::PostgresServer server{support::PostgresServer::Durability::full};
  std::unique_ptr<db::Database> database;
  Person anna = newcomer("Anna");
};
INSTANTIATE_TEST_SUITE_P(, DatabaseAway, testing::Values(db::Engine::postgres),
                         support::engine_name);

TEST_P(DatabaseAway, APaymentIsBookedWhenItIsBack) {
  const auto invoice = gets_invoice();
  server.kill();
  telegram.push_update(payment_of(invoice));
  ASSERT_TRUE(log_says("failed in the database"));
  EXPECT_EQ(telegram.pending_updates(), 1U) << "Telegram keeps it";
  server.start();
  anna.sees("Deposit completed: +100 PLN");
  EXPECT_TRUE(support::eventually([&] { return telegram.pending_updates() == 0; }));
  EXPECT_EQ(database->read_blocking(
                [](db::Tx& tx) { return tx.one<std::int64_t>("SELECT count(*) FROM deposits"); }),
            1);
}

// As after a failover to a standby: statements that write are refused, for as long as it takes.
TEST_P(DatabaseAway, APaymentIsBookedWhenItTakesWritesAgain) {
  const auto set_read_only = [this](const char* value) {
    const auto name = database->read_blocking(
        [](db::Tx& tx) { return tx.one<std::string>("SELECT current_database()"); });
    server.run_sql(
        fmt::format("ALTER DATABASE {} SET default_transaction_read_only = {}", name, value));
    server.run_sql(fmt::format(
        "DO $$ BEGIN PERFORM pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = "
        "'{}'; END $$",
        name));
  };
  const auto invoice = gets_invoice();
  set_read_only("on");
  telegram.push_update(payment_of(invoice));
  ASSERT_TRUE(log_says("25006"));
  EXPECT_EQ(telegram.pending_updates(), 1U) << "Telegram keeps it";
  set_read_only("off");
  anna.sees("Deposit completed: +100 PLN");
  EXPECT_TRUE(support::eventually([&] { return telegram.pending_updates() == 0; }));
}

TEST_P(DatabaseAway, APressIsAnsweredWithAnApology) {
  anna.says("/wallet");
  anna.sees("Balance: 0 PLN");
  server.kill();
  EXPECT_EQ(anna.presses("Deposit").text,
            "Something went wrong on our side, and nothing was changed. Please try again.");
  server.start();
  ASSERT_TRUE(log_says("PostgreSQL answers again"));
  anna.says("/wallet");
  anna.sees("Balance: 0 PLN");
}

TEST_P(DatabaseAway, ABlockedBotIsNotedWhenItIsBack) {
  server.kill();
  anna.chat().block_bot();
  ASSERT_TRUE(log_says("A change of membership was not noted"));
  server.start();
  EXPECT_TRUE(support::eventually([&] {
    return database->read_blocking([](db::Tx& tx) {
      return tx.one<std::int64_t>("SELECT count(*) FROM users WHERE has_blocked_bot");
    }) == 1;
  }));
}

}  // namespace
}  // namespace e2e
