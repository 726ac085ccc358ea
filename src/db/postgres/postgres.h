// Opens a Database over PostgreSQL. Inside db/ only.
#pragma once

#include <memory>

#include "base/log.h"
#include "db/core/open_options.h"
#include "db/core/pool.h"
#include "db/postgres/parameters.h"

namespace db {

PoolLimits postgres_limits(const PostgresUrl& url, const OpenOptions& options);

// Throws Failure (unavailable) when the server cannot be reached.
std::unique_ptr<Database> open_postgres(const PostgresUrl& url, const OpenOptions& options,
                                        const PoolLimits& limits, base::Logger& logger);

}  // namespace db
