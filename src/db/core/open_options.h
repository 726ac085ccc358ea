// Options for opening a database.
#pragma once

#include <string>

namespace db {

struct OpenOptions {
  std::string url;               // DATABASE_URL: postgresql://user:pw@host:5432/db or sqlite:PATH
  int connections = 20;          // PostgreSQL's pool; SQLite: one writer and up to four readers
  int busy_timeout_ms = 10'000;  // how long SQLite waits for another process's lock
  int sqlite_cache_kb = 2'000;   // page cache of each connection
};

}  // namespace db
