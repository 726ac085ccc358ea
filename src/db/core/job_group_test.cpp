// Several jobs in one commit: a database with a single writer whose first job waits until the
// others stand in the queue behind it.
#include "db/core/job_group.h"

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <latch>

#include "db/postgres/postgres.h"
#include "db/sqlite/sqlite.h"
#include "db/url.h"
#include "support/on_both_engines.h"

namespace {

namespace asio = boost::asio;
using db::Database;
using db::Failure;
using db::FailureKind;
using db::Tx;
using Refusable = std::expected<int, std::string>;

struct Outcome {
  std::optional<Refusable> result;
  std::optional<FailureKind> failure;
  bool threw = false;

  bool is_done() const { return result || failure || threw; }
};

class JobGroupTest : public support::OnBothEngines {
 protected:
  void SetUp() override {
    OnBothEngines::SetUp();
    transact([](Tx& tx) {
      tx.run_script(
          "CREATE TABLE notes (id BIGINT PRIMARY KEY, parent BIGINT REFERENCES notes (id) "
          "DEFERRABLE INITIALLY DEFERRED)");
      return 0;
    });
    single_ = open_single(db::parse_url(url()).value());
    add([this](Tx& tx) -> Refusable {
      everybody_waits_.wait();
      return first_is_idle_ ? 1 : insert(tx, 1);
    });
  }

  static int insert(Tx& tx, std::int64_t id) {
    return static_cast<int>(tx.execute("INSERT INTO notes (id) VALUES ($1)", id));
  }

  template <class Body>
  Outcome& add(Body body) {
    auto& outcome = *outcomes_.emplace_back(std::make_unique<Outcome>());
    asio::co_spawn(
        context_,
        [](Database& database, Body work, Outcome& out) -> asio::awaitable<void> {
          out.result = co_await database.transact(std::move(work));
        }(*single_, std::move(body), outcome),
        [&outcome](std::exception_ptr thrown) { note(thrown, outcome); });
    return outcome;
  }
  Outcome& add_insert(std::int64_t id) {
    return add([id](Tx& tx) -> Refusable { return insert(tx, id); });
  }

  void run() {
    context_.poll();
    everybody_waits_.count_down();
    context_.run();
    EXPECT_EQ(outcomes_.front()->result, 1);
  }
  void run_until(const std::vector<Outcome*>& awaited) {
    context_.poll();
    everybody_waits_.count_down();
    while (!std::ranges::all_of(awaited, &Outcome::is_done)) {
      context_.run_one();
    }
  }
  void run_the_rest() { context_.run(); }

  // REQUIRES: called before run() and run_until().
  void let_the_first_do_nothing() { first_is_idle_ = true; }

  std::vector<std::int64_t> ids() {
    return read([](Tx& tx) { return tx.all<std::int64_t>("SELECT id FROM notes ORDER BY id"); });
  }

 private:
  // Opens it with one writer, whose groups never run out of time, however slow the machine is.
  std::unique_ptr<Database> open_single(const db::Url& parsed) {
    const db::OpenOptions options{.connections = 1};
    if (const auto* sqlite = std::get_if<db::SqliteUrl>(&parsed)) {
      return db::open_sqlite(*sqlite, options, patient(db::sqlite_limits(options)));
    }
    const auto& postgres = std::get<db::PostgresUrl>(parsed);
    return db::open_postgres(postgres, options, patient(db::postgres_limits(postgres, options)),
                             logger_);
  }
  static db::PoolLimits patient(db::PoolLimits limits) {
    limits.group_time = std::chrono::hours(1);
    return limits;
  }
  static void note(const std::exception_ptr& thrown, Outcome& outcome) {
    if (!thrown) {
      return;
    }
    try {
      std::rethrow_exception(thrown);
    } catch (const Failure& failure) {
      outcome.failure = failure.kind();
    } catch (...) {
      outcome.threw = true;
    }
  }

  base::Logger logger_;
  std::latch everybody_waits_{1};
  bool first_is_idle_ = false;
  std::vector<std::unique_ptr<Outcome>> outcomes_;
  asio::io_context context_;
  std::unique_ptr<Database> single_;
};

INSTANTIATE_TEST_SUITE_P(, JobGroupTest, support::kBothEngines, support::engine_name);

// Only PostgreSQL has row locks, transaction ids and connections.
class PostgresJobGroupTest : public JobGroupTest {
 protected:
  void expect_that_nobody_waits_for_a_lock() {
    transact([](Tx& tx) { return insert(tx, 100); });
    auto& before = add_insert(2);
    auto& blocked = add([](Tx& tx) -> Refusable {
      return static_cast<int>(tx.execute("UPDATE notes SET parent = 100 WHERE id = 100"));
    });
    auto& after = add_insert(3);
    transact([&](Tx& tx) {
      tx.execute("UPDATE notes SET parent = 100 WHERE id = 100");
      run_until({&before, &after});
      EXPECT_FALSE(blocked.is_done());
      return 0;
    });
    run_the_rest();
    EXPECT_EQ(blocked.result, 1);
  }
};
INSTANTIATE_TEST_SUITE_P(, PostgresJobGroupTest, testing::Values(db::Engine::postgres),
                         support::engine_name);

TEST_P(PostgresJobGroupTest, CommitsWhatWaitsTogether) {
  std::vector<std::int64_t> transactions;
  for (int i = 0; i < 3; ++i) {
    add([&](Tx& tx) -> Refusable {
      transactions.push_back(tx.one<std::int64_t>("SELECT pg_current_xact_id()"));
      return 0;
    });
  }
  run();
  EXPECT_EQ(transactions, std::vector<std::int64_t>(3, transactions.at(0)));
}

TEST_P(JobGroupTest, RollsBackOneWithoutTheOthers) {
  add_insert(2);
  auto& refused = add([](Tx& tx) -> Refusable {
    insert(tx, 3);
    return std::unexpected("no");
  });
  add_insert(4);
  auto& throwing = add([](Tx& tx) -> Refusable {
    insert(tx, 5);
    throw std::logic_error("no");
  });
  add_insert(6);
  auto& violating = add([](Tx& tx) -> Refusable {
    insert(tx, 7);
    return insert(tx, 6);
  });
  auto& last = add_insert(8);
  run();
  EXPECT_EQ(refused.result, Refusable(std::unexpected("no")));
  EXPECT_TRUE(throwing.threw);
  EXPECT_EQ(violating.failure, FailureKind::constraint);
  EXPECT_EQ(last.result, 1);
  EXPECT_EQ(ids(), (std::vector<std::int64_t>{1, 2, 4, 6, 8}));
}

TEST_P(JobGroupTest, SurvivesADeferredStatementThatFails) {
  add_insert(2);
  auto& guilty = add([](Tx& tx) -> Refusable {
    insert(tx, 3);
    tx.execute_later("INSERT INTO notes (id) VALUES (2)");
    return 0;
  });
  auto& next = add_insert(4);
  auto& refused = add([](Tx& tx) -> Refusable {
    tx.execute_later("INSERT INTO notes (id) VALUES (2)");
    return std::unexpected("no");
  });
  auto& last = add_insert(5);
  run();
  EXPECT_EQ(guilty.failure, FailureKind::constraint);
  EXPECT_EQ(next.result, 1);
  EXPECT_TRUE(refused.is_done());
  EXPECT_EQ(last.result, 1);
  EXPECT_EQ(ids(), (std::vector<std::int64_t>{1, 2, 4, 5}));
}

TEST_P(JobGroupTest, DoesNotLetAJobRollBackTheOneBeforeIt) {
  auto& deferring = add([](Tx& tx) -> Refusable {
    tx.execute_later("INSERT INTO notes (id) VALUES (2)");
    return 2;
  });
  auto& idle = add([](Tx&) -> Refusable { return std::unexpected("no"); });
  auto& deferring_too = add([](Tx& tx) -> Refusable {
    tx.execute_later("INSERT INTO notes (id) VALUES (3)");
    return std::unexpected("no");
  });
  run();
  EXPECT_EQ(deferring.result, 2);
  EXPECT_EQ(idle.result, Refusable(std::unexpected("no")));
  EXPECT_EQ(deferring_too.result, Refusable(std::unexpected("no")));
  EXPECT_EQ(ids(), (std::vector<std::int64_t>{1, 2}));
}

TEST_P(JobGroupTest, RunsAloneWhenTheCommitFails) {
  auto& innocent = add_insert(2);
  auto& guilty = add([](Tx& tx) -> Refusable {
    return static_cast<int>(tx.execute("INSERT INTO notes (id, parent) VALUES (3, 99)"));
  });
  auto& last = add_insert(4);
  run();
  EXPECT_EQ(innocent.result, 1);
  EXPECT_EQ(guilty.failure, FailureKind::constraint);
  EXPECT_EQ(last.result, 1);
  EXPECT_EQ(ids(), (std::vector<std::int64_t>{1, 2, 4}));
}

TEST_P(PostgresJobGroupTest, DoesNotMakeOthersWaitForALock) {
  expect_that_nobody_waits_for_a_lock();
}

// Here the transaction begins with its second member.
TEST_P(PostgresJobGroupTest, DoesNotMakeOthersWaitForALockBehindOneThatDoesNothing) {
  let_the_first_do_nothing();
  expect_that_nobody_waits_for_a_lock();
}

TEST_P(PostgresJobGroupTest, RunsAgainWhenTheConnectionIsLost) {
  auto& before = add_insert(2);
  int runs = 0;
  auto& unlucky = add([&](Tx& tx) -> Refusable {
    if (++runs == 1) {
      tx.execute("SELECT pg_terminate_backend(pg_backend_pid())");
    }
    return insert(tx, 3);
  });
  auto& after = add_insert(4);
  run();
  EXPECT_EQ(before.result, 1);
  EXPECT_EQ(unlucky.result, 1);
  EXPECT_EQ(after.result, 1);
  EXPECT_EQ(ids(), (std::vector<std::int64_t>{1, 2, 3, 4}));
}

}  // namespace
