// Options for opening a database.
#pragma once

#include <chrono>
#include <string>

namespace db {

struct OpenOptions {
  std::string url;               // DATABASE_URL: postgresql://user:pw@host:5432/db or sqlite:PATH
  int connections = 20;          // PostgreSQL's pool; SQLite: one writer and up to four readers
  int busy_timeout_ms = 10'000;  // how long SQLite waits for another process's lock
  int sqlite_cache_kb = 2'000;   // page cache of each connection
  // How long PostgreSQL may take over a statement before the session is given up; 0: for ever.
  std::chrono::milliseconds answer_timeout{30'000};
  // How long to wait for a PostgreSQL that is still coming up, saying so in the log.
  std::chrono::milliseconds wait_for_server{0};
};

}  // namespace db
