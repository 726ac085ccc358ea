// Failures that only a database server causes.
#include <atomic>
#include <barrier>
#include <thread>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <libpq-fe.h>
#include <signal.h>

#include "db/open.h"
#include "support/pooler.h"
#include "support/postgres_server.h"

namespace {

using db::Database;
using db::Failure;
using db::FailureKind;
using db::Tx;
using testing::HasSubstr;
using testing::Not;

std::unique_ptr<Database> open(const std::string& url) {
  static base::Logger logger;
  return db::open({.url = url}, logger).value();
}

class PostgresTest : public testing::Test {
 protected:
  void SetUp() override {
    auto& server = support::PostgresServer::shared();
    name_ = server.create_database();
    database_ = open(server.url(name_));
    database_->transact_blocking([](Tx& tx) {
      tx.run_script(
          "CREATE TABLE notes (id BIGINT PRIMARY KEY, amount BIGINT NOT NULL);"
          "INSERT INTO notes VALUES (1, 0), (2, 0);");
      return 0;
    });
  }
  void TearDown() override {
    database_.reset();
    support::PostgresServer::shared().drop_database(name_);
  }
  Database& database() { return *database_; }
  const std::string& name() const { return name_; }
  static void run_on_server(const std::string& sql) {
    support::PostgresServer::shared().run_sql(sql);
  }
  void end_sessions() {
    run_on_server(fmt::format(
        "DO $$ BEGIN PERFORM pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = "
        "'{}'; END $$",
        name_));
  }
  std::int64_t total() {
    return database_->read_blocking(
        [](Tx& tx) { return tx.one<std::int64_t>("SELECT sum(amount) FROM notes"); });
  }

 private:
  std::string name_;
  std::unique_ptr<Database> database_;
};

int add_one(Tx& tx, std::int64_t id) {
  return static_cast<int>(tx.execute("UPDATE notes SET amount = amount + 1 WHERE id = $1", id));
}

TEST_F(PostgresTest, RepeatsAfterADeadlock) {
  // Each locks one row, waits until the other has locked its own, and then wants the other's.
  std::barrier both_hold_one(2);
  const auto cross = [&](std::int64_t first, std::int64_t second) {
    bool met = false;
    database().transact_blocking([&](Tx& tx) {
      add_one(tx, first);
      if (!std::exchange(met, true)) {
        both_hold_one.arrive_and_wait();
      }
      return add_one(tx, second);
    });
  };
  std::thread other([&] { cross(2, 1); });
  cross(1, 2);
  other.join();
  EXPECT_EQ(total(), 4);
}

TEST_F(PostgresTest, RepeatsAfterASerializationFailure) {
  int runs = 0;
  database().transact_blocking([&](Tx& tx) {
    tx.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
    const auto before = tx.one<std::int64_t>("SELECT amount FROM notes WHERE id = 1");
    if (++runs == 1) {
      database().transact_blocking([](Tx& other) { return add_one(other, 1); });
    }
    return tx.execute("UPDATE notes SET amount = $1 WHERE id = 1", before + 1);
  });
  EXPECT_EQ(runs, 2);
  EXPECT_EQ(total(), 2);
}

TEST_F(PostgresTest, GivesUpAfterSoManyRepeats) {
  int runs = 0;
  try {
    database().transact_blocking([&](Tx& tx) {
      ++runs;
      return tx.execute("DO $$ BEGIN RAISE EXCEPTION 'no' USING ERRCODE = '40001'; END $$");
    });
    ADD_FAILURE() << "went through";
  } catch (const Failure& failure) {
    EXPECT_EQ(failure.kind(), FailureKind::contention);
  }
  EXPECT_EQ(runs, 11) << "in a group, then ten times alone";
}

TEST_F(PostgresTest, OutlivesAChangeOfTheSchema) {
  const auto select = [](Tx& tx) { return tx.query("SELECT * FROM notes").columns.size(); };
  EXPECT_EQ(database().read_blocking(select), 2U);
  database().transact_blocking(
      [](Tx& tx) { return tx.execute("ALTER TABLE notes ADD COLUMN more TEXT"); });
  EXPECT_EQ(database().read_blocking(select), 3U);
}

TEST_F(PostgresTest, KeepsParameterValuesOutOfMessages) {
  try {
    database().transact_blocking(
        [](Tx& tx) { return tx.execute("UPDATE notes SET amount = $1", "s3cret"); });
    ADD_FAILURE() << "went through";
  } catch (const Failure& failure) {
    EXPECT_EQ(failure.kind(), FailureKind::defect);
    EXPECT_THAT(failure.what(), Not(HasSubstr("s3cret")));
  }
}

TEST_F(PostgresTest, SellsToOneOfManyAtOnce) {
  std::atomic<int> sold = 0;
  std::vector<std::thread> customers;
  customers.reserve(50);
  for (int i = 0; i < 50; ++i) {
    customers.emplace_back([&] {
      const auto result = database().transact_blocking([](Tx& tx) -> std::expected<int, int> {
        const auto amount =
            tx.one<std::int64_t>("SELECT amount FROM notes WHERE id = 1 FOR UPDATE");
        if (amount != 0) {
          return std::unexpected(0);
        }
        return add_one(tx, 1);
      });
      sold += result ? 1 : 0;
    });
  }
  for (auto& customer : customers) {
    customer.join();
  }
  EXPECT_EQ(sold, 1);
  EXPECT_EQ(total(), 1);
}

TEST(PostgresServerTest, IsReconnectedAfterARestart) {
  support::PostgresServer server(support::PostgresServer::Durability::full);
  const auto database = open(server.url("postgres"));
  database->transact_blocking(
      [](Tx& tx) { return tx.execute("CREATE TABLE notes (id BIGINT PRIMARY KEY)"); });
  std::atomic<std::int64_t> committed = 0;
  std::atomic<std::int64_t> unknown = 0;
  std::atomic<bool> stop = false;
  std::thread writer([&] {
    for (std::int64_t id = 1; !stop; ++id) {
      try {
        committed += database->transact_blocking(
            [&](Tx& tx) { return tx.execute("INSERT INTO notes VALUES ($1)", id); });
      } catch (const Failure& failure) {
        EXPECT_EQ(failure.kind(), FailureKind::unavailable);
        unknown += 1;
      }
    }
  });
  const auto wait_for_commits = [&](std::int64_t more) {
    for (const auto goal = committed + more; committed < goal;) {
      std::this_thread::yield();
    }
  };
  wait_for_commits(20);
  server.kill();
  const auto before = unknown.load();
  while (unknown == before) {
    std::this_thread::yield();
  }
  server.start();
  wait_for_commits(20);
  stop = true;
  writer.join();
  const auto stored = database->read_blocking(
      [](Tx& tx) { return tx.one<std::int64_t>("SELECT count(*) FROM notes"); });
  EXPECT_GE(stored, committed) << "what was reported as committed is there";
  EXPECT_LE(stored, committed + unknown);
}

TEST_F(PostgresTest, FindsTheServerThatTakesWritesAgain) {
  const auto set = [&](const char* value) {
    run_on_server(
        fmt::format("ALTER DATABASE {} SET default_transaction_read_only = {}", name(), value));
    end_sessions();
  };
  const auto add = [](Tx& tx) { return add_one(tx, 1); };
  EXPECT_EQ(database().transact_blocking(add), 1);
  set("on");
  try {
    database().transact_blocking(add);
    ADD_FAILURE() << "went through";
  } catch (const Failure& failure) {
    EXPECT_EQ(failure.kind(), FailureKind::unavailable);
    EXPECT_EQ(failure.cause(), db::FailureCause::read_only);
    EXPECT_THAT(failure.what(), HasSubstr("25006"));
  }
  EXPECT_EQ(total(), 1) << "reads go on";
  run_on_server(fmt::format("ALTER DATABASE {} RESET default_transaction_read_only", name()));
  EXPECT_EQ(database().transact_blocking(add), 1) << "by a session that is made anew";
}

TEST_F(PostgresTest, RunsAgainWhatAnEndedSessionHadBegun) {
  int runs = 0;
  database().transact_blocking([&](Tx& tx) {
    const auto touched = add_one(tx, 1);
    if (++runs == 1) {
      end_sessions();
    }
    tx.query("SELECT 1");
    return touched;
  });
  EXPECT_EQ(runs, 2);
  EXPECT_EQ(total(), 1);
}

TEST_F(PostgresTest, GivesUpASessionThatDoesNotAnswer) {
  base::Logger logger;
  const auto impatient = db::open({.url = support::PostgresServer::shared().url(name()),
                                   .connections = 1,
                                   .answer_timeout = std::chrono::milliseconds(300)},
                                  logger)
                             .value();
  const auto pid =
      impatient->read_blocking([](Tx& tx) { return tx.one<int>("SELECT pg_backend_pid()"); });
  ASSERT_EQ(::kill(pid, SIGSTOP), 0);
  try {
    impatient->transact_blocking([](Tx& tx) { return add_one(tx, 1); });
    // Run again in a session that answers.
  } catch (const Failure& failure) {
    ADD_FAILURE() << failure.what();
  }
  ::kill(pid, SIGCONT);
  EXPECT_EQ(total(), 1);
}

TEST_F(PostgresTest, EndsAStatementThatTakesTooLong) {
  base::Logger logger;
  const auto impatient = db::open({.url = support::PostgresServer::shared().url(name()),
                                   .connections = 1,
                                   .answer_timeout = std::chrono::milliseconds(120)},
                                  logger)
                             .value();
  try {
    impatient->read_blocking([](Tx& tx) { return tx.query("SELECT pg_sleep(30)").columns.size(); });
    ADD_FAILURE() << "went through";
  } catch (const Failure& failure) {
    EXPECT_EQ(failure.kind(), FailureKind::unavailable);
  }
}

// Two processes of a shop and a stranger on one session of the server, which changes hands with
// each transaction.
class PoolerTest : public PostgresTest {
 protected:
  std::unique_ptr<Database> open_pooled() { return open(pooler_.url(name())); }
  void stranger_runs(const std::string& sql) {
    const std::unique_ptr<PGconn, decltype(&PQfinish)> connection(
        PQconnectdb(pooler_.url(name()).c_str()), PQfinish);
    PQclear(PQexec(connection.get(), sql.c_str()));
  }

 private:
  support::Pooler pooler_{support::PostgresServer::shared(), /*sessions=*/1};
};

TEST_F(PoolerTest, SharesItsSessionsWithOthers) {
  const auto one = open_pooled();
  const auto two = open_pooled();
  stranger_runs(
      "PREPARE s0 AS SELECT 1; PREPARE s1 AS SELECT 2; SET TIME ZONE 'Asia/Tokyo'; "
      "SET datestyle = 'German'; SET standard_conforming_strings = off; SET lock_timeout = 1");
  const auto work = [](Database& database, std::int64_t id) {
    for (int i = 0; i < 50; ++i) {
      database.transact_blocking([&](Tx& tx) {
        add_one(tx, id);
        EXPECT_EQ(tx.one<std::string>("SELECT $1 || 'a\\b' || current_setting('lock_timeout')",
                                      std::to_string(id)),
                  std::to_string(id) + "a\\b10s");
        return tx.one<base::Timestamp>("SELECT timestamptz '2026-01-02 03:04:05+00'") ==
                       base::parse_timestamp("2026-01-02T03:04:05Z")
                   ? 0
                   : throw std::logic_error("the time is of another zone");
      });
    }
  };
  std::thread other([&] { work(*two, 2); });
  work(*one, 1);
  other.join();
  EXPECT_EQ(total(), 100);
}

// A pooler that passes on the server's own number is noticed by the statements that are missing.
TEST_F(PostgresTest, NoticesThatItsStatementsAreGone) {
  const auto add = [](Tx& tx) { return add_one(tx, 1); };
  base::Logger logger;
  const auto single =
      db::open({.url = support::PostgresServer::shared().url(name()), .connections = 1}, logger)
          .value();
  single->transact_blocking(add);
  single->read_blocking([](Tx& tx) { return tx.execute("DEALLOCATE ALL"); });
  EXPECT_EQ(single->transact_blocking(add), 1);
  EXPECT_EQ(single->transact_blocking(add), 1);
  EXPECT_EQ(total(), 3);
}

TEST(PostgresOpenTest, RefusesADatabaseThatCannotHoldEveryName) {
  auto& server = support::PostgresServer::shared();
  server.run_sql(
      "CREATE DATABASE latin ENCODING 'LATIN2' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0");
  base::Logger logger;
  const auto opened = db::open({.url = server.url("latin")}, logger);
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().kind, base::ErrorKind::invalid);
  EXPECT_THAT(opened.error().message, HasSubstr("LATIN2"));
  EXPECT_THAT(opened.error().message, HasSubstr("createdb --encoding=UTF8"));
  EXPECT_THAT(opened.error().message, Not(HasSubstr("\n")));
}

TEST(PostgresOpenTest, SaysThatNobodyAnswers) {
  base::Logger logger;
  for (const std::string url : {"postgresql://kram:s3cret@127.0.0.1:1/kram",
                                "postgresql://kram:s3cret@/kram?host=/nowhere"}) {
    const auto opened = db::open({.url = url}, logger);
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().kind, base::ErrorKind::unavailable);
    EXPECT_THAT(opened.error().message, HasSubstr("DATABASE_URL"));
    EXPECT_THAT(opened.error().message, Not(HasSubstr("s3cret")));
  }
}

TEST(PostgresOpenTest, SaysThatThePasswordIsWrong) {
  auto& server = support::PostgresServer::shared();
  const auto name = server.create_database();
  open(server.url(name))->transact_blocking([](Tx& tx) {
    tx.execute("CREATE ROLE guarded LOGIN PASSWORD 'right'");
    return 0;
  });
  auto url = server.url(name);
  url.replace(url.find("postgres@"), 9, "guarded:s3cret@");
  base::Logger logger;
  const auto opened = db::open({.url = url}, logger);
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().kind, base::ErrorKind::unavailable);
  EXPECT_THAT(opened.error().message, HasSubstr("password authentication failed"));
  EXPECT_THAT(opened.error().message, Not(HasSubstr("s3cret")));
}

TEST(PostgresOpenTest, RefusesAUrlOfNeitherForm) {
  base::Logger logger;
  EXPECT_EQ(db::open({.url = "mysql://x"}, logger).error().kind, base::ErrorKind::invalid);
}

}  // namespace
