#include "db/migrations/migrations.h"

#include <algorithm>

#include <fmt/format.h>

#include "db/core/digest.h"

namespace db {
namespace {

struct Applied {
  std::int64_t version = 0;
  std::string name;
  std::string checksum;
};
BOOST_DESCRIBE_STRUCT(Applied, (), (version, name, checksum))

// Arbitrary, but used by no other program on the same database.
constexpr std::int64_t kLockKey = 5'206'840'133;

constexpr const char* kCreateTable =
    "CREATE TABLE IF NOT EXISTS schema_migrations (version INTEGER PRIMARY KEY, name TEXT NOT NULL,"
    " checksum TEXT NOT NULL, applied_at {} NOT NULL)";

// On SQLite the write transaction itself is the lock.
void lock(Tx& tx) {
  if (tx.engine() == Engine::postgres) {
    tx.execute("SET LOCAL lock_timeout = 0");
    tx.execute("SET LOCAL statement_timeout = 0");
    tx.query("SELECT pg_advisory_xact_lock($1)", kLockKey);
  }
}

bool has_table(Tx& tx) {
  if (tx.engine() == Engine::postgres) {
    return tx.one<bool>("SELECT to_regclass('schema_migrations') IS NOT NULL");
  }
  return tx.one<bool>("SELECT count(*) FROM sqlite_master WHERE name = 'schema_migrations'");
}

std::vector<Applied> applied_migrations(Tx& tx) {
  if (!has_table(tx)) {
    return {};
  }
  return tx.all<Applied>("SELECT version, name, checksum FROM schema_migrations ORDER BY version");
}

std::optional<base::Error> contradiction(const std::vector<Applied>& applied,
                                         std::span<const Migration> known) {
  for (const auto& migration : applied) {
    const auto found = std::ranges::find(known, migration.version, &Migration::version);
    if (found == known.end()) {
      return base::Error{
          base::ErrorKind::conflict,
          fmt::format("The database is newer than this program: it has migration {:04} ({}). "
                      "Install the newer version of Kram.",
                      migration.version, migration.name)};
    }
    if (found->checksum != migration.checksum) {
      return base::Error{
          base::ErrorKind::conflict,
          fmt::format("Migration {:04} ({}) was applied with another text than this program's. "
                      "The database belongs to a changed or different build of Kram.",
                      migration.version, migration.name)};
    }
  }
  return std::nullopt;
}

bool is_applied(const std::vector<Applied>& applied, const Migration& migration) {
  return std::ranges::find(applied, migration.version, &Applied::version) != applied.end();
}

void apply(Tx& tx, const Migration& migration, base::Timestamp now) {
  tx.run_script(migration.sql);
  tx.execute(
      "INSERT INTO schema_migrations (version, name, checksum, applied_at) VALUES ($1, $2, $3, $4)",
      migration.version, migration.name, migration.checksum, now);
}

// Applies the first missing migration; false when none is missing.
base::Result<bool> apply_next(Tx& tx, std::span<const Migration> known, base::Timestamp now) {
  lock(tx);
  tx.run_script(
      fmt::format(kCreateTable, tx.engine() == Engine::postgres ? "timestamptz" : "TEXT"));
  const auto applied = applied_migrations(tx);
  if (auto error = contradiction(applied, known)) {
    return std::unexpected(std::move(*error));
  }
  const auto missing = std::ranges::find_if_not(
      known, [&](const Migration& migration) { return is_applied(applied, migration); });
  if (missing == known.end()) {
    return false;
  }
  apply(tx, *missing, now);
  return true;
}

base::Error to_error(const Failure& failure) {
  const bool is_temporary =
      failure.kind() == FailureKind::unavailable || failure.kind() == FailureKind::contention;
  return {is_temporary ? base::ErrorKind::unavailable : base::ErrorKind::internal,
          fmt::format("The database could not be migrated: {}", failure.what())};
}

}  // namespace

Migration make_migration(int version, std::string name, std::string sql) {
  auto checksum = sha256_hex(sql);
  return {version, std::move(name), std::move(sql), std::move(checksum)};
}

base::Result<int> migrate(Database& database, const base::Clock& clock) {
  return migrate(database, clock, embedded_migrations(database.engine()));
}

base::Result<int> migrate(Database& database, const base::Clock& clock,
                          std::span<const Migration> migrations) {
  try {
    for (int count = 0;; ++count) {
      const auto applied = database.transact_blocking(
          [&](Tx& tx) { return apply_next(tx, migrations, clock.now()); });
      if (!applied) {
        return std::unexpected(applied.error());
      }
      if (!*applied) {
        return count;
      }
    }
  } catch (const Failure& failure) {
    return std::unexpected(to_error(failure));
  }
}

base::Result<std::vector<MigrationStatus>> migration_status(Database& database) {
  const auto known = embedded_migrations(database.engine());
  try {
    const auto applied = database.read_blocking(applied_migrations);
    if (auto error = contradiction(applied, known)) {
      return std::unexpected(std::move(*error));
    }
    std::vector<MigrationStatus> status;
    status.reserve(known.size());
    for (const auto& migration : known) {
      status.push_back({migration.version, migration.name, is_applied(applied, migration)});
    }
    return status;
  } catch (const Failure& failure) {
    return std::unexpected(to_error(failure));
  }
}

}  // namespace db
