// Opens a Database over SQLite. Inside db/ only.
#pragma once

#include <memory>
#include <string>

#include "db/core/open_options.h"
#include "db/core/pool.h"

namespace db {

struct SqliteUrl {
  std::string path;
};

PoolLimits sqlite_limits(const OpenOptions& options);

// Throws Failure (unavailable, contention) when the file cannot be opened.
std::unique_ptr<Database> open_sqlite(const SqliteUrl& url, const OpenOptions& options,
                                      const PoolLimits& limits);

}  // namespace db
