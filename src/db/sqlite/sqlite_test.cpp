// SQLite beside other processes and on broken files.
#include <atomic>
#include <fstream>
#include <thread>

#include <gmock/gmock.h>
#include <sqlite3.h>

#include "db/open.h"
#include "support/temporary_directory.h"

namespace {

using base::ErrorKind;
using db::Database;
using db::Failure;
using db::FailureKind;
using db::Tx;
using testing::HasSubstr;

// Stands for another program that has the file open.
class OtherProgram {
 public:
  explicit OtherProgram(const std::string& path) { sqlite3_open(path.c_str(), &connection_); }
  ~OtherProgram() { sqlite3_close(connection_); }
  OtherProgram(const OtherProgram&) = delete;
  OtherProgram& operator=(const OtherProgram&) = delete;

  void run(const char* sql) {
    ASSERT_EQ(sqlite3_exec(connection_, sql, nullptr, nullptr, nullptr), SQLITE_OK)
        << sqlite3_errmsg(connection_);
  }

 private:
  sqlite3* connection_ = nullptr;
};

class SqliteTest : public testing::Test {
 protected:
  std::string path() const { return directory_.path() / "kram.db"; }
  base::Result<std::unique_ptr<Database>> open(const std::string& path, int busy_timeout_ms) {
    return db::open({.url = "sqlite:" + path, .busy_timeout_ms = busy_timeout_ms}, logger_);
  }
  std::unique_ptr<Database> open(int busy_timeout_ms = 10'000) {
    auto database = open(path(), busy_timeout_ms).value();
    database->transact_blocking([](Tx& tx) {
      return tx.execute("CREATE TABLE IF NOT EXISTS notes (id INTEGER PRIMARY KEY)");
    });
    return database;
  }
  const std::filesystem::path& directory() const { return directory_.path(); }

 private:
  support::TemporaryDirectory directory_;
  base::Logger logger_;
};

std::int64_t add(Database& database) {
  return database.transact_blocking(
      [](Tx& tx) { return tx.execute("INSERT INTO notes DEFAULT VALUES"); });
}

std::int64_t count(Database& database) {
  return database.read_blocking(
      [](Tx& tx) { return tx.one<std::int64_t>("SELECT count(*) FROM notes"); });
}

TEST_F(SqliteTest, WaitsForAnotherProgramsLock) {
  const auto database = open();
  OtherProgram other(path());
  other.run("BEGIN IMMEDIATE");
  std::atomic<bool> is_done = false;
  std::thread writer([&] {
    add(*database);
    is_done = true;
  });
  EXPECT_EQ(count(*database), 0) << "readers go on";
  EXPECT_FALSE(is_done);
  other.run("COMMIT");
  writer.join();
  EXPECT_EQ(count(*database), 1);
}

TEST_F(SqliteTest, GivesUpOnALockThatStays) {
  const auto database = open(/*busy_timeout_ms=*/20);
  OtherProgram other(path());
  other.run("BEGIN IMMEDIATE");
  try {
    add(*database);
    ADD_FAILURE() << "went through";
  } catch (const Failure& failure) {
    EXPECT_EQ(failure.kind(), FailureKind::contention);
  }
  other.run("COMMIT");
  EXPECT_EQ(add(*database), 1);
}

TEST_F(SqliteTest, ServesTwoProcesses) {
  const auto one = open();
  const auto two = open();
  std::thread other([&] {
    for (int i = 0; i < 50; ++i) {
      add(*two);
    }
  });
  for (int i = 0; i < 50; ++i) {
    add(*one);
  }
  other.join();
  EXPECT_EQ(count(*one), 100);
}

TEST_F(SqliteTest, IsDurableAndChecksForeignKeys) {
  const auto database = open();
  const auto pragma = [&](const std::string& name) {
    return database->transact_blocking(
        [&](Tx& tx) { return tx.query("PRAGMA " + name).cell(0, 0); });
  };
  EXPECT_EQ(pragma("journal_mode"), db::Cell("wal"));
  EXPECT_EQ(pragma("synchronous"), db::Cell(std::int64_t{2}));
  EXPECT_EQ(pragma("foreign_keys"), db::Cell(std::int64_t{1}));
}

TEST_F(SqliteTest, FindsPartsInAnyCase) {
  const auto database = open();
  const auto contains = [&](const std::string& text, const std::string& part) {
    return database->read_blocking(
        [&](Tx& tx) { return tx.one<bool>("SELECT contains_ignoring_case($1, $2)", text, part); });
  };
  for (const auto& [text, part] :
       std::vector<std::pair<std::string, std::string>>{{"Zażółć GĘŚLĄ", "ŻÓŁĆ gę"},
                                                        {"abc", "C"},
                                                        {"ÅΩ", "åω"},
                                                        {"İ", "i"},
                                                        {"a%b", "%"},
                                                        {"x", ""},
                                                        {"", ""}}) {
    EXPECT_TRUE(contains(text, part)) << part << " in " << text;
  }
  for (const auto& [text, part] : std::vector<std::pair<std::string, std::string>>{
           {"ab", "_b_"}, {"ab", "%b"}, {"", "a"}, {"ó", "o"}, {"ab", "abc"}}) {
    EXPECT_FALSE(contains(text, part)) << part << " in " << text;
  }
}

TEST_F(SqliteTest, FindsPartsInTextsThatAreBroken) {
  const auto database = open();
  const auto contains = [&](const std::string& text, const std::string& part) {
    return database->read_blocking([&](Tx& tx) {
      return tx.one<std::optional<bool>>("SELECT contains_ignoring_case(" + text + ", " + part +
                                         ")");
    });
  };
  EXPECT_EQ(contains("NULL", "'a'"), std::nullopt);
  EXPECT_EQ(contains("'a'", "NULL"), std::nullopt);
  EXPECT_EQ(contains("CAST(x'ffc5' AS TEXT)", "CAST(x'c5' AS TEXT)"), true);
  EXPECT_EQ(contains("CAST(x'eda080' AS TEXT) || 'Ż'", "'ż'"), true);
  EXPECT_EQ(contains("x'c5bb00c5bb41'", "x'00c5bc61'"), true);
  EXPECT_EQ(contains("x'f0'", "x'f09f'"), false);
  EXPECT_EQ(contains("120", "2"), true);
}

// The lower-case form of the part is cached for all rows of a statement, but not for the next one.
TEST_F(SqliteTest, LooksForThePartOfEachStatement) {
  const auto database = open();
  const auto found = [&](const std::string& part) {
    return database->read_blocking([&](Tx& tx) {
      return tx.one<std::string>(
          "SELECT group_concat(column1, '') FROM (VALUES ('Ala'), ('Żaba'), ('Ość')) "
          "WHERE contains_ignoring_case(column1, $1)",
          part);
    });
  };
  EXPECT_EQ(found("A"), "AlaŻaba");
  EXPECT_EQ(found("ż"), "Żaba");
  EXPECT_EQ(found("O"), "Ość");
  const auto by_row = database->read_blocking([](Tx& tx) {
    return tx.one<std::string>(
        "SELECT group_concat(column1, '') FROM (VALUES ('Ala', 'L'), ('Żaba', 'x'), ('Ość', 'Ć')) "
        "WHERE contains_ignoring_case(column1, column2)");
  });
  EXPECT_EQ(by_row, "AlaOść");
}

TEST_F(SqliteTest, SaysWhatIsWrongWithAFile) {
  std::ofstream(directory() / "text.db") << std::string(4096, 'x');
  for (const auto& wrong :
       {directory() / "text.db", directory() / "missing" / "kram.db", directory()}) {
    const auto opened = open(wrong, 10);
    ASSERT_FALSE(opened) << wrong;
    EXPECT_EQ(opened.error().kind, ErrorKind::unavailable);
    EXPECT_THAT(opened.error().message, HasSubstr(wrong.native()));
  }
}

}  // namespace
