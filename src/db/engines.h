// The two kinds of Database. Inside db/ only.
#pragma once

#include <memory>

#include "base/log.h"
#include "db/open.h"
#include "db/pool.h"
#include "db/url.h"

namespace db {

PoolLimits postgres_limits(const PostgresUrl& url, const OpenOptions& options);
PoolLimits sqlite_limits(const OpenOptions& options);

// Both throw Failure (unavailable, contention) when the database cannot be reached.
std::unique_ptr<Database> open_postgres(const PostgresUrl& url, const OpenOptions& options,
                                        const PoolLimits& limits, base::Logger& logger);
std::unique_ptr<Database> open_sqlite(const SqliteUrl& url, const OpenOptions& options,
                                      const PoolLimits& limits);

}  // namespace db
