// A PostgreSQL server of the tests' own.
#pragma once

#include <string>

#include <sys/types.h>

#include "support/temporary_directory.h"

namespace support {

// Runs as user postgres when the test is root (PostgreSQL refuses root), on a private Unix socket
// without TCP, and ends with the test process, however that ends. Only the role `guarded` needs a
// password. Not safe to share between threads.
class PostgresServer {
 public:
  enum class Durability {
    none,  // no fsync, no autovacuum: fast, for tests of correctness
    full,  // PostgreSQL's own defaults, as an owner runs it: benchmarks and crashes
  };

  // Throws std::runtime_error when the server does not start. REQUIRES: called on a thread that
  // lives as long as the server (the kernel ends the server with it).
  explicit PostgresServer(Durability durability = Durability::none);
  ~PostgresServer();
  PostgresServer(const PostgresServer&) = delete;
  PostgresServer& operator=(const PostgresServer&) = delete;

  // The server of this process, started at the first call.
  static PostgresServer& shared();

  // "postgresql://postgres@/NAME?host=%2Ftmp%2F…".
  std::string url(const std::string& name) const;

  // Where its Unix socket is.
  std::string socket_directory() const { return directory_.path(); }

  // Creates an empty database; returns its name.
  std::string create_database();
  // Creates a copy of `template_name`. REQUIRES: nobody is connected to that.
  std::string create_database(const std::string& template_name);
  void drop_database(const std::string& name);
  // Runs a statement that gives no rows, in the database "postgres".
  void run_sql(const std::string& sql) const;

  // Kills every process of the server, as a power cut would.
  void kill();
  // Starts it again after `kill`.
  void start();

 private:
  TemporaryDirectory directory_;
  Durability durability_;
  pid_t pid_ = 0;
  int databases_ = 0;
};

}  // namespace support
