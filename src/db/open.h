// Opening a database by its URL and bringing its schema up to date.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/error.h"
#include "base/log.h"
#include "db/database.h"

namespace db {

struct OpenOptions {
  std::string url;               // DATABASE_URL: postgresql://user:pw@host:5432/db or sqlite:PATH
  int connections = 20;          // PostgreSQL's pool; SQLite: one writer and up to four readers
  int busy_timeout_ms = 10'000;  // how long SQLite waits for another process's lock
  int sqlite_cache_kb = 2'000;   // most pages that each connection keeps, in kilobytes
};

// Errors: invalid (the URL is of neither form), unavailable (no answer, refused sign-in, file not
// writable). Messages name the setting and never the password.
base::Result<std::unique_ptr<Database>> open(const OpenOptions& options, base::Logger& logger);

struct Migration {
  int version = 0;
  std::string name;
  std::string sql;
  std::string checksum;  // SHA-256 of `sql`, hexadecimal
};

struct MigrationStatus {
  int version = 0;
  std::string name;
  bool applied = false;
};

// A migration with the checksum of its text.
Migration make_migration(int version, std::string name, std::string sql);

// The files of migrations/postgres/ or migrations/sqlite/, in order.
std::vector<Migration> embedded_migrations(Engine engine);

// Applies what is missing, in order, each in a transaction, under a lock that other processes wait
// for. Returns how many were applied. Errors: conflict (the database is newer than this program, or
// an applied migration differs from the embedded one), unavailable, internal (a migration fails).
base::Result<int> migrate(Database& database, const base::Clock& clock);

// The same with other migrations than the embedded ones. REQUIRES: ascending versions.
base::Result<int> migrate(Database& database, const base::Clock& clock,
                          std::span<const Migration> migrations);

// Every embedded migration and whether the database has it; changes nothing. Errors as migrate.
base::Result<std::vector<MigrationStatus>> migration_status(Database& database);

}  // namespace db
