// Brings a database's schema up to date.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/error.h"
#include "db/core/database.h"

namespace db {

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

// Makes a migration with the checksum of its text.
Migration make_migration(int version, std::string name, std::string sql);

// Returns the files of migrations/postgres/ or migrations/sqlite/, in order.
std::vector<Migration> embedded_migrations(Engine engine);

// Applies missing migrations, in order, each in a transaction, under a lock that other processes
// wait for. Returns how many were applied. Errors: conflict (the database is newer than this
// program, or an applied migration differs from the embedded one), unavailable, internal (a
// migration fails).
base::Result<int> migrate(Database& database, const base::Clock& clock);

// The same with these instead of the embedded migrations. REQUIRES: ascending versions.
base::Result<int> migrate(Database& database, const base::Clock& clock,
                          std::span<const Migration> migrations);

// Returns each embedded migration and whether the database has it. Errors as migrate.
base::Result<std::vector<MigrationStatus>> migration_status(Database& database);

}  // namespace db
