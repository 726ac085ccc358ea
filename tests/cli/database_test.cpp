// The commands that read or migrate the database, on both engines.
#include <algorithm>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "app/commands/command_line.h"
#include "cli/kram.h"
#include "cli/sales.h"
#include "json/json.h"
#include "sandbox/server/bot_api_server.h"
#include "support/on_both_engines.h"
#include "support/postgres_server.h"
#include "support/recording.h"

namespace {

using cli::is_one_line;
using cli::Kram;

class CommandsWithDatabase : public support::OnBothEngines {
 protected:
  support::ProgramEnd run(cli::Words words) {
    return kram_.run(std::move(words), {{"DATABASE_URL", url()}});
  }
  void execute(const std::string& sql) {
    transact([&](db::Tx& tx) { return tx.execute(sql); });
  }

  Kram kram_;
};

INSTANTIATE_TEST_SUITE_P(, CommandsWithDatabase, support::kBothEngines, support::engine_name);

TEST_P(CommandsWithDatabase, FindNothingWrongInASoundShop) {
  cli::open_shop(database(), 3);
  cli::sell(database(), 3);
  const auto end = run({"audit"});
  EXPECT_EQ(end.exit_code, 0) << end.out;
  EXPECT_EQ(end.out, "");
  EXPECT_TRUE(is_one_line(end.err)) << end.err;
}

TEST_P(CommandsWithDatabase, PrintALineForEachViolation) {
  cli::open_shop(database(), 3);
  cli::sell(database(), 2);
  execute("UPDATE users SET balance = balance + 1");
  execute("DELETE FROM outbox WHERE kind = 'delivery_text'");
  const auto end = run({"audit"});
  EXPECT_EQ(end.exit_code, 1);
  EXPECT_EQ(std::ranges::count(end.out, '\n'), 3) << end.out;
  EXPECT_TRUE(end.out.contains("Customer 1 has a balance of")) << end.out;
  EXPECT_TRUE(end.out.contains("Order 2 lacks a delivery message.")) << end.out;
  EXPECT_EQ(end.err, "");
}

TEST_P(CommandsWithDatabase, ExportOrdersAsCsv) {
  EXPECT_TRUE(is_one_line(run({"export", "orders"}).out)) << "the header alone";
  cli::open_shop(database(), 2);
  cli::sell(database(), 2);
  const auto end = run({"export", "orders", "--format", "csv"});
  EXPECT_EQ(end.exit_code, 0);
  EXPECT_EQ(end.err, "");
  EXPECT_EQ(run({"export", "orders"}).out, end.out) << "CSV is the default";
  EXPECT_TRUE(
      end.out.starts_with("id,user_id,product_id,city,district,category,name,"
                          "original_price,discount_applied,final_price,created_at\n"
                          "1,1,"))
      << end.out;
  EXPECT_TRUE(end.out.contains(",\"Coffee, \"\"large\"\"\",79.50,20,63.60,")) << end.out;
  EXPECT_FALSE(end.out.contains(cli::kSecretCode));
}

TEST_P(CommandsWithDatabase, ExportOrdersAsJson) {
  const auto none = json::parse_value(run({"export", "orders", "--format", "json"}).out);
  EXPECT_TRUE(none->as_array().empty());
  cli::open_shop(database(), 2);
  cli::sell(database(), 2);
  const auto end = run({"export", "orders", "--format", "json"});
  EXPECT_EQ(end.exit_code, 0);
  const auto orders = json::parse_value(end.out).value().as_array();
  ASSERT_EQ(orders.size(), 2U);
  EXPECT_EQ(orders.at(1).at("id").as_int64(), 2);
  EXPECT_EQ(orders.at(1).at("name").as_string(), "Coffee, \"large\"");
  EXPECT_EQ(orders.at(1).at("final_price").as_string(), "63.60");
  EXPECT_TRUE(orders.at(1).at("created_at").as_string().ends_with('Z'));
  EXPECT_FALSE(end.out.contains(cli::kSecretCode));
}

TEST_P(CommandsWithDatabase, ExportEveryKindOfRecord) {
  cli::open_shop(database(), 3);
  cli::sell(database(), 2);
  execute(
      "INSERT INTO deposits (user_id, method, amount, status, created_at) "
      "SELECT id, 'bank', balance, 'pending', created_at FROM users");
  for (const auto& [kind, records] :
       {std::pair("orders", 2U), std::pair("users", 1U), std::pair("ledger", 6U),
        std::pair("deposits", 1U), std::pair("products", 3U)}) {
    const auto csv = run({"export", kind});
    EXPECT_EQ(csv.exit_code, 0) << csv.err;
    EXPECT_EQ(std::ranges::count(csv.out, '\n'), records + 1) << kind << '\n' << csv.out;
    const auto json = run({"export", kind, "--format", "json"});
    EXPECT_EQ(json.exit_code, 0) << json.err;
    EXPECT_EQ(json::parse_value(json.out).value().as_array().size(), records) << kind;
    EXPECT_FALSE((csv.out + json.out).contains(cli::kSecretCode)) << kind;
  }
}

TEST_P(CommandsWithDatabase, ExportNothingWithoutRoomForIt) {
  const auto end =
      kram_.run({"export", "users"}, {{"DATABASE_URL", url()}, {"TMPDIR", "/nowhere"}});
  EXPECT_EQ(end.exit_code, 1);
  EXPECT_EQ(end.out, "");
  EXPECT_TRUE(is_one_line(end.err)) << end.err;
  EXPECT_TRUE(end.err.contains("temporary")) << end.err;
}

TEST_P(CommandsWithDatabase, ShowProgressOnATerminal) {
  cli::open_shop(database(), 1);
  kram_.write(".env", "DATABASE_URL=" + url() + "\n");
  const std::string line_is_gone = "\r\033[K";
  for (const auto& [words, progress] :
       std::vector<std::pair<std::vector<const char*>, std::string>>{
           {{"audit"}, "\rCheck 2 of "}, {{"export", "products"}, "\rRecords: 1…"}}) {
    for (const bool is_terminal : {true, false}) {
      std::istringstream in;
      std::ostringstream out;
      std::ostringstream err;
      app::Console console{.in = in,
                           .out = out,
                           .err = err,
                           .shows_progress = is_terminal,
                           .working_directory = kram_.path("")};
      EXPECT_EQ(app::run_command_line(words, console), app::ExitCode::done);
      EXPECT_EQ(err.str().contains(progress), is_terminal) << err.str();
      EXPECT_EQ(err.str().contains(line_is_gone), is_terminal) << err.str();
      EXPECT_FALSE(out.str().contains('\r'));
    }
  }
}

TEST_P(CommandsWithDatabase, SayThatADiskIsFull) {
  cli::open_shop(database(), 1);
  cli::sell(database(), 1);
  kram_.write(".env", "DATABASE_URL=" + url() + "\n");
  std::istringstream in;
  std::ofstream out("/dev/full");
  std::ostringstream err;
  app::Console console{.in = in, .out = out, .err = err, .working_directory = kram_.path("")};
  for (const auto* format : {"csv", "json"}) {
    const std::vector<const char*> words{"export", "orders", "--format", format};
    EXPECT_EQ(app::run_command_line(words, console), app::ExitCode::failed);
    EXPECT_TRUE(err.str().contains("Standard output could not be written")) << err.str();
  }
}

TEST_P(CommandsWithDatabase, StopAtADatabaseThatIsNewer) {
  execute(
      "INSERT INTO schema_migrations (version, name, checksum, applied_at) "
      "SELECT 9000, 'from_the_future', '', max(applied_at) FROM schema_migrations");
  kram_.write("goods.csv", cli::csv_of(1));
  for (const cli::Words& words :
       {cli::Words{"audit"}, cli::Words{"export", "orders"}, cli::Words{"migrate"},
        cli::Words{"migrate", "--status"}, cli::Words{"import", "products", "goods.csv"},
        cli::Words{"serve", "--roles", "jobs"}}) {
    const auto end = run(words);
    EXPECT_EQ(end.exit_code, 1) << words.front();
    EXPECT_TRUE(end.err.contains("The database is newer than this program: it has migration 9000"))
        << end.err;
  }
  EXPECT_EQ(cli::count_units(database()), 0);
}

TEST_P(CommandsWithDatabase, SayWhatToDoAboutADatabaseThatIsOlder) {
  execute("DELETE FROM schema_migrations WHERE version > 1");
  for (const cli::Words& words : {cli::Words{"audit"}, cli::Words{"export", "orders"}}) {
    const auto end = run(words);
    EXPECT_EQ(end.exit_code, 1);
    EXPECT_TRUE(end.err.contains("run `kram migrate` first")) << end.err;
    EXPECT_EQ(end.out, "");
  }
  const auto status = run({"migrate", "--status"});
  EXPECT_TRUE(status.out.contains("0001 shop applied\n")) << status.out;
  EXPECT_TRUE(status.out.contains(" missing\n")) << status.out;
  EXPECT_TRUE(run({"doctor"}).out.contains("✗ schema: ")) << "run `kram migrate`";
}

TEST_P(CommandsWithDatabase, ExamineADatabaseThatAnswers) {
  const auto end = run({"doctor"});
  EXPECT_EQ(end.exit_code, 1) << "BOT_TOKEN is missing";
  EXPECT_TRUE(end.out.starts_with("⚠ payments: customers have no way to pay")) << end.out;
  EXPECT_TRUE(end.out.contains("✗ settings: BOT_TOKEN is missing")) << end.out;
  EXPECT_TRUE(end.out.contains("✓ database: ")) << end.out;
  EXPECT_TRUE(end.out.contains("✓ schema: ")) << end.out;
  EXPECT_TRUE(end.out.contains("✓ log file: ")) << end.out;
  EXPECT_FALSE(std::filesystem::exists(kram_.path("bot.log"))) << "nothing is left behind";
}

TEST(Migrate, MakesANewDatabaseUsable) {
  const Kram kram;
  EXPECT_EQ(kram.run({"audit"}).exit_code, 1);
  EXPECT_EQ(kram.run({"migrate"}).exit_code, 0);
  EXPECT_TRUE(kram.run({"migrate"}).err.contains("up to date"));
  EXPECT_EQ(kram.run({"audit"}).exit_code, 0);
}

class Unreachable : public testing::TestWithParam<std::string> {};

TEST_P(Unreachable, IsSaidWithoutThePassword) {
  const Kram kram;
  kram.write("goods.csv", cli::csv_of(1));
  for (const cli::Words& words :
       {cli::Words{"audit"}, cli::Words{"migrate"}, cli::Words{"export", "orders"},
        cli::Words{"import", "products", "goods.csv"}, cli::Words{"serve", "--roles", "jobs"},
        cli::Words{"doctor"}}) {
    const auto end = kram.run(words, {{"DATABASE_URL", GetParam()}});
    EXPECT_EQ(end.exit_code, 1) << words.front();
    EXPECT_TRUE((end.err + end.out).contains("DATABASE_URL")) << end.err << end.out;
    EXPECT_FALSE((end.err + end.out).contains("s3cret")) << end.err << end.out;
    if (words.front() != "doctor" && words.front() != "serve") {
      EXPECT_TRUE(is_one_line(end.err)) << end.err;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(, Unreachable,
                         testing::Values("postgresql://kram:s3cret@127.0.0.1:1/kram",
                                         "postgresql://kram:s3cret@/kram?host=/nowhere",
                                         "sqlite:/nowhere/kram.db", "sqlite:/"));

TEST(WrongPassword, IsSaidAndNotShown) {
  auto url = support::PostgresServer::shared().url("postgres");
  url.replace(url.find("postgres@"), 9, "guarded:s3cret@");
  const auto end = Kram().run({"audit"}, {{"DATABASE_URL", url}});
  EXPECT_EQ(end.exit_code, 1);
  EXPECT_TRUE(end.err.contains("DATABASE_URL")) << end.err;
  EXPECT_FALSE(end.err.contains("s3cret")) << end.err;
}

class Doctor : public testing::Test {
 protected:
  support::ProgramEnd run(cli::Environment more = {}) {
    more.merge(cli::Environment{{"BOT_TOKEN", server_.token()},
                                {"ADMIN_IDS", "7"},
                                {"TELEGRAM_API_URL", server_.url()},
                                {"WEB_SECRET_KEY", std::string(32, 'k')},
                                {"WEB_ADMIN_USERNAME", "owner"},
                                {"WEB_ADMIN_PASSWORD", kHash}});
    auto end = kram_.run({"doctor"}, std::move(more));
    EXPECT_FALSE(end.out.contains(server_.token())) << end.out;
    EXPECT_FALSE(end.out.contains(kHash)) << end.out;
    return end;
  }

  static constexpr const char* kHash =
      "$2b$04$abcdefghijklmnopqrstuuO4S4zQm0KGzZL3BvXbwQ8cZ8f0X1Xh2";
  Kram kram_;
  base::SystemClock clock_;
  base::Logger logger_;
  sandbox::BotApiServer server_{{.record_file = support::record_file("cli_test")}, clock_, logger_};
};

TEST_F(Doctor, IsContentWithAShopThatCanStart) {
  const auto end = run();
  EXPECT_EQ(end.exit_code, 0) << end.out;
  EXPECT_FALSE(end.out.contains("✗")) << end.out;
  EXPECT_TRUE(end.out.starts_with("⚠ payments: customers have no way to pay")) << end.out;
  EXPECT_TRUE(end.out.ends_with("\nNext: run `kram serve`, then write /start to your bot.\n"));
  EXPECT_TRUE(end.out.contains("✓ token: the bot is @kram_demo_bot\n")) << end.out;
  EXPECT_TRUE(end.out.contains("✓ updates: long polling")) << end.out;
  EXPECT_FALSE(std::filesystem::exists(kram_.path("kram.db"))) << "it changes nothing";
}

TEST_F(Doctor, SaysWhereANewTokenComesFrom) {
  const auto end = run({{"BOT_TOKEN", "4242424242:another-token-that-is-wrong"}});
  EXPECT_EQ(end.exit_code, 1);
  EXPECT_TRUE(
      end.out.contains("✗ token: the Bot API refuses BOT_TOKEN; copy it again from "
                       "@BotFather\n"))
      << end.out;
  EXPECT_FALSE(end.out.contains("another-token")) << end.out;
}

TEST_F(Doctor, SaysThatRedisIsNotUsed) {
  EXPECT_FALSE(run().out.contains("Redis"));
  const auto end = run({{"REDIS_URL", "redis://127.0.0.1:6379"}});
  EXPECT_EQ(end.exit_code, 0) << end.out;
  EXPECT_TRUE(end.out.contains("Kram does not use Redis yet")) << end.out;
}

TEST_F(Doctor, SaysWhenNoBotApiAnswers) {
  const auto end = run({{"TELEGRAM_API_URL", "http://127.0.0.1:1"}});
  EXPECT_EQ(end.exit_code, 1);
  EXPECT_TRUE(end.out.contains("✗ Bot API: ")) << end.out;
  EXPECT_TRUE(end.out.contains("TELEGRAM_API_URL")) << end.out;
}

TEST_F(Doctor, FindsSecretsThatEverybodyMayRead) {
  kram_.write(".env", "CURRENCY=PLN\n");
  std::filesystem::permissions(kram_.path(".env"), std::filesystem::perms(0644));
  const auto open = run();
  EXPECT_EQ(open.exit_code, 1);
  EXPECT_TRUE(open.out.contains("✗ .env: ") && open.out.contains("chmod 600")) << open.out;
  std::filesystem::permissions(kram_.path(".env"), std::filesystem::perms(0600));
  EXPECT_EQ(run().exit_code, 0);
}

TEST_F(Doctor, FindsALogThatCannotBeWritten) {
  const auto end = run({{"LOG_FILE", "missing/bot.log"}});
  EXPECT_EQ(end.exit_code, 1);
  EXPECT_TRUE(end.out.contains("✗ log file: ") && end.out.contains("LOG_FILE")) << end.out;
}

TEST_F(Doctor, EndsWithTwoWhenASettingIsMalformed) {
  const auto end = run({{"CURRENCY", "zloty"}});
  EXPECT_EQ(end.exit_code, 2);
  EXPECT_EQ(end.err, "");
  EXPECT_TRUE(end.out.contains("✗ settings: CURRENCY must be")) << end.err;
}

}  // namespace
