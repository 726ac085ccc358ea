#include "db/migrations/migrations.h"

#include <atomic>
#include <thread>

#include <gmock/gmock.h>

#include "db/open.h"
#include "support/on_both_engines.h"

namespace {

using base::ErrorKind;
using db::make_migration;
using db::Migration;
using db::Tx;
using testing::HasSubstr;

class MigrationsTest : public support::OnBothEngines {
 protected:
  // Returns the embedded migrations and `more`.
  std::vector<Migration> with(std::vector<Migration> more) const {
    auto migrations = db::embedded_migrations(GetParam());
    migrations.insert(migrations.end(), more.begin(), more.end());
    return migrations;
  }
  base::Result<int> migrate(const std::vector<Migration>& migrations) {
    return db::migrate(database(), clock_, migrations);
  }

 private:
  base::SystemClock clock_;
};

INSTANTIATE_TEST_SUITE_P(, MigrationsTest, support::kBothEngines, support::engine_name);

Migration create(int version, const std::string& table) {
  return make_migration(version, table, "CREATE TABLE " + table + " (id BIGINT);");
}

TEST(Migrations, AreTheSameOnBothEngines) {
  const auto postgres = db::embedded_migrations(db::Engine::postgres);
  const auto sqlite = db::embedded_migrations(db::Engine::sqlite);
  ASSERT_EQ(postgres.size(), sqlite.size());
  for (std::size_t i = 0; i < postgres.size(); ++i) {
    EXPECT_EQ(postgres[i].version, static_cast<int>(i) + 1);
    EXPECT_EQ(sqlite[i].version, postgres[i].version);
    EXPECT_EQ(sqlite[i].name, postgres[i].name);
    EXPECT_FALSE(postgres[i].sql.empty());
  }
}

TEST(Migrations, HaveTheSha256OfTheirText) {
  EXPECT_EQ(make_migration(1, "x", "abc").checksum,
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST_P(MigrationsTest, ApplyOnce) {
  const auto migrations = with({create(9001, "first"), create(9002, "second")});
  EXPECT_EQ(migrate(migrations), 2);
  EXPECT_EQ(migrate(migrations), 0);
  EXPECT_EQ(transact([](Tx& tx) { return tx.execute("INSERT INTO second VALUES (1)"); }), 1);
}

TEST_P(MigrationsTest, LeaveNothingOfOneThatFails) {
  auto migrations = with({create(9001, "first"), make_migration(9002, "broken",
                                                                "CREATE TABLE "
                                                                "second (id "
                                                                "BIGINT); CREATE "
                                                                "NONSENSE;")});
  EXPECT_EQ(migrate(migrations).error().kind, ErrorKind::internal);
  migrations.back() = create(9002, "second");
  EXPECT_EQ(migrate(migrations), 1) << "the one before it stays";
}

TEST_P(MigrationsTest, RefuseANewerDatabase) {
  ASSERT_EQ(migrate(with({create(9001, "future")})), 1);
  const auto older = migrate(with({}));
  ASSERT_FALSE(older);
  EXPECT_EQ(older.error().kind, ErrorKind::conflict);
  EXPECT_THAT(older.error().message, HasSubstr("newer than this program: it has migration 9001"));
  EXPECT_EQ(db::migration_status(database()).error(), older.error());
}

TEST_P(MigrationsTest, RefuseAnAlteredOne) {
  ASSERT_EQ(migrate(with({create(9001, "table_a")})), 1);
  const auto altered = migrate(with({make_migration(9001, "table_a", "CREATE TABLE b (id INT);")}));
  ASSERT_FALSE(altered);
  EXPECT_EQ(altered.error().kind, ErrorKind::conflict);
  EXPECT_THAT(altered.error().message, HasSubstr("Migration 9001 (table_a)"));
}

TEST_P(MigrationsTest, RunOnceWhenSeveralProcessesStart) {
  const auto migrations = with({create(9001, "first"), create(9002, "second"), create(9003, "t")});
  std::atomic<int> applied = 0;
  std::vector<std::thread> processes;
  processes.reserve(4);
  for (int i = 0; i < 4; ++i) {
    processes.emplace_back([&] {
      base::Logger logger;
      const auto database = db::open({.url = url()}, logger).value();
      applied += db::migrate(*database, base::SystemClock(), migrations).value();
    });
  }
  for (auto& process : processes) {
    process.join();
  }
  EXPECT_EQ(applied, 3);
}

TEST_P(MigrationsTest, TellWhatIsApplied) {
  const auto status = db::migration_status(database()).value();
  ASSERT_EQ(status.size(), db::embedded_migrations(GetParam()).size());
  for (const auto& migration : status) {
    EXPECT_TRUE(migration.applied);
  }
}

}  // namespace
