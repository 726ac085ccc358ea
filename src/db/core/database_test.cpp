// Transactions as callers see them, on both engines.
#include "db/core/database.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <thread>

#include "support/on_both_engines.h"

namespace {

namespace asio = boost::asio;
using db::Database;
using db::Failure;
using db::FailureKind;
using db::Tx;

class DatabaseTest : public support::OnBothEngines {
 protected:
  void SetUp() override {
    OnBothEngines::SetUp();
    transact([](Tx& tx) {
      tx.run_script(
          "CREATE TABLE notes (id BIGINT PRIMARY KEY, amount BIGINT NOT NULL CHECK (amount >= 0));"
          "CREATE TABLE tags (note_id BIGINT NOT NULL REFERENCES notes (id));");
      return 0;
    });
  }
  std::int64_t count() {
    return read([](Tx& tx) { return tx.one<std::int64_t>("SELECT count(*) FROM notes"); });
  }
  template <class Body>
  std::optional<FailureKind> failure_of(Body body) {
    try {
      transact(std::move(body));
      return std::nullopt;
    } catch (const Failure& failure) {
      return failure.kind();
    }
  }
};

INSTANTIATE_TEST_SUITE_P(, DatabaseTest, support::kBothEngines, support::engine_name);

std::int64_t insert(Tx& tx, std::int64_t id, std::int64_t amount = 0) {
  return tx.execute("INSERT INTO notes (id, amount) VALUES ($1, $2)", id, amount);
}

TEST_P(DatabaseTest, KeepsWhatItCommits) {
  EXPECT_EQ(transact([](Tx& tx) { return insert(tx, 1); }), 1);
  EXPECT_EQ(count(), 1);
}

TEST_P(DatabaseTest, TellsOfWhatACommittedTransactionAnnounced) {
  int heard = 0;
  const auto announce_twice = [](Tx& tx) {
    tx.announce();
    tx.announce();
    return 0;
  };
  {
    const auto listening = database().listen([&] { ++heard; });
    transact([](Tx& tx) { return insert(tx, 1); });
    EXPECT_EQ(heard, 0) << "it announced nothing";
    transact(announce_twice);
    EXPECT_EQ(heard, 1);
  }
  transact(announce_twice);
  EXPECT_EQ(heard, 1) << "nobody listens any more";
}

TEST_P(DatabaseTest, TellsNothingOfATransactionThatIsNotCommitted) {
  int heard = 0;
  const auto listening = database().listen([&] { ++heard; });
  transact([](Tx& tx) -> std::expected<int, std::string> {
    tx.announce();
    return std::unexpected("no");
  });
  EXPECT_EQ(failure_of([](Tx& tx) {
              tx.announce();
              return insert(tx, 1, -1);
            }),
            FailureKind::constraint);
  transact([](Tx& tx) { return insert(tx, 1); });
  EXPECT_EQ(heard, 0);
}

TEST_P(DatabaseTest, RollsBackWhenTheBodyReturnsAnError) {
  const auto result = transact([](Tx& tx) -> std::expected<int, std::string> {
    insert(tx, 1);
    return std::unexpected("no");
  });
  EXPECT_EQ(result, std::unexpected<std::string>("no"));
  EXPECT_EQ(count(), 0);
}

TEST_P(DatabaseTest, RollsBackAndPassesOnWhatTheBodyThrows) {
  EXPECT_THROW(transact([](Tx& tx) -> int {
                 insert(tx, 1);
                 throw std::logic_error("no");
               }),
               std::logic_error);
  EXPECT_EQ(count(), 0);
  EXPECT_EQ(transact([](Tx& tx) { return insert(tx, 1); }), 1) << "the worker is of use still";
}

TEST_P(DatabaseTest, CountsTheRowsThatAStatementTouches) {
  transact([](Tx& tx) {
    EXPECT_EQ(tx.execute("INSERT INTO notes (id, amount) VALUES (1, 1), (2, 2), (3, 3)"), 3);
    EXPECT_EQ(tx.execute("UPDATE notes SET amount = 9 WHERE id > $1", 1), 2);
    EXPECT_EQ(tx.execute("SELECT id FROM notes"), 0);
    EXPECT_EQ(tx.query("INSERT INTO notes (id, amount) VALUES (4, 4) RETURNING id").affected, 1);
    EXPECT_EQ(tx.execute("DELETE FROM notes"), 4);
    return 0;
  });
}

TEST_P(DatabaseTest, NamesTheConstraintThatRefuses) {
  for (const std::string sql :
       {"INSERT INTO notes VALUES (1, 0), (1, 0)", "INSERT INTO notes VALUES (2, -1)",
        "INSERT INTO tags VALUES (7)", "INSERT INTO notes (id) VALUES (3)"}) {
    EXPECT_EQ(failure_of([&](Tx& tx) { return tx.execute(sql); }), FailureKind::constraint) << sql;
  }
  EXPECT_EQ(count(), 0);
}

TEST_P(DatabaseTest, CallsWrongSqlADefect) {
  EXPECT_EQ(failure_of([](Tx& tx) { return tx.execute("SELEC 1"); }), FailureKind::defect);
  EXPECT_EQ(failure_of([](Tx& tx) { return tx.execute("SELECT * FROM nothing"); }),
            FailureKind::defect);
  EXPECT_EQ(failure_of([](Tx& tx) { return tx.execute("SELECT $1", 1, 2); }), FailureKind::defect);
  EXPECT_EQ(count(), 0) << "the statements before do not stick";
}

TEST_P(DatabaseTest, DoesNotCommitABodyThatHidesAFailure) {
  const auto hide = [](Tx& tx) {
    insert(tx, 1);
    try {
      insert(tx, 1);
    } catch (const Failure& hidden) {
      EXPECT_EQ(hidden.kind(), FailureKind::constraint);
    }
    return 0;
  };
  EXPECT_EQ(failure_of(hide), FailureKind::defect);
  EXPECT_EQ(count(), 0);
}

TEST_P(DatabaseTest, RefusesToWriteInARead) {
  EXPECT_THROW(read([](Tx& tx) { return insert(tx, 1); }), Failure);
  EXPECT_EQ(transact([](Tx& tx) { return insert(tx, 1); }), 1);
}

TEST_P(DatabaseTest, ReadsOneSnapshot) {
  const auto counts = read([&](Tx& tx) {
    const auto before = tx.one<std::int64_t>("SELECT count(*) FROM notes");
    transact([](Tx& other) { return insert(other, 1); });
    return std::pair(before, tx.one<std::int64_t>("SELECT count(*) FROM notes"));
  });
  EXPECT_EQ(counts, std::pair(std::int64_t{0}, std::int64_t{0}));
  EXPECT_EQ(count(), 1);
}

TEST_P(DatabaseTest, KeepsTheOrderOfDeferredStatements) {
  transact([](Tx& tx) {
    tx.execute_later("INSERT INTO notes (id, amount) VALUES (1, 1)");
    tx.execute_later("UPDATE notes SET amount = amount + 1 WHERE id = 1");
    EXPECT_EQ(tx.one<std::int64_t>("SELECT amount FROM notes WHERE id = 1"), 2);
    tx.execute_later("UPDATE notes SET amount = amount * 10 WHERE id = 1");
    return 0;
  });
  EXPECT_EQ(read([](Tx& tx) { return tx.one<int>("SELECT amount FROM notes WHERE id = 1"); }), 20);
}

TEST_P(DatabaseTest, ThrowsWhatADeferredStatementCausesAtTheLatestWithTheCommit) {
  const auto fail_late = [](Tx& tx) {
    insert(tx, 1);
    tx.execute_later("INSERT INTO notes (id, amount) VALUES (2, -1)");
    return 0;
  };
  EXPECT_EQ(failure_of(fail_late), FailureKind::constraint);
  EXPECT_EQ(count(), 0);
}

TEST_P(DatabaseTest, RollsBackDeferredStatements) {
  const auto result = transact([](Tx& tx) -> std::expected<int, int> {
    tx.execute_later("INSERT INTO notes (id, amount) VALUES (1, 1)");
    return std::unexpected(7);
  });
  EXPECT_EQ(result, std::unexpected(7));
  EXPECT_EQ(count(), 0);
}

TEST_P(DatabaseTest, TakesThousandsOfDeferredStatements) {
  transact([](Tx& tx) {
    for (std::int64_t id = 1; id <= 5000; ++id) {
      tx.execute_later("INSERT INTO notes (id, amount) VALUES ($1, $2)", id, id);
    }
    return 0;
  });
  EXPECT_EQ(count(), 5000);
}

TEST_P(DatabaseTest, RunsABodyWithoutStatements) {
  EXPECT_EQ(transact([](Tx&) { return 5; }), 5);
  EXPECT_EQ(read([](Tx&) { return 6; }), 6);
  EXPECT_EQ((transact([](Tx&) -> std::expected<int, int> { return std::unexpected(7); })),
            std::unexpected(7));
}

TEST_P(DatabaseTest, UsesMoreTextsThanItKeepsPrepared) {
  const auto sum = transact([](Tx& tx) {
    std::int64_t total = 0;
    for (int i = 0; i < 1500; ++i) {
      total += tx.one<std::int64_t>("SELECT CAST($1 AS BIGINT) + " + std::to_string(i), 1);
    }
    return total;
  });
  EXPECT_EQ(sum, 1500 + 1499 * 1500 / 2);
}

TEST_P(DatabaseTest, CountsRightUnderManyCoroutines) {
  transact([](Tx& tx) { return insert(tx, 1); });
  asio::io_context context;
  int done = 0;
  const auto increment = [](Tx& tx) {
    const auto before = tx.one<std::int64_t>(
        "SELECT amount FROM notes WHERE id = $1" + std::string(tx.for_update()), 1);
    return tx.execute("UPDATE notes SET amount = $2 WHERE id = $1", 1, before + 1);
  };
  constexpr int kCoroutines = 100;
  for (int i = 0; i < kCoroutines; ++i) {
    asio::co_spawn(
        context,
        [](Database& database, auto body, int& finished) -> asio::awaitable<void> {
          co_await database.transact(body);
          co_await database.read([](Tx& tx) { return tx.one<int>("SELECT 1"); });
          ++finished;
        }(database(), increment, done),
        [](std::exception_ptr failure) { EXPECT_FALSE(failure); });
  }
  context.run();
  EXPECT_EQ(done, kCoroutines);
  EXPECT_EQ(read([](Tx& tx) { return tx.one<int>("SELECT amount FROM notes"); }), kCoroutines);
}

TEST_P(DatabaseTest, PassesFailuresToCoroutines) {
  asio::io_context context;
  std::optional<FailureKind> kind;
  asio::co_spawn(
      context,
      [](Database& database, auto& out) -> asio::awaitable<void> {
        try {
          co_await database.transact([](Tx& tx) { return insert(tx, 1, -1); });
        } catch (const Failure& failure) {
          out = failure.kind();
        }
      }(database(), kind),
      asio::detached);
  context.run();
  EXPECT_EQ(kind, FailureKind::constraint);
}

}  // namespace
