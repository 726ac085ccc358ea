// A pooler in front of a PostgreSQL server of the tests.
#pragma once

#include <string>

#include "support/postgres_server.h"
#include "support/program.h"
#include "support/temporary_directory.h"

namespace support {

// PgBouncer, which hands each transaction to one of `sessions` sessions of the server. Ends with
// its destruction. REQUIRES: `server` outlives it.
class Pooler {
 public:
  // Throws std::runtime_error when it does not start.
  Pooler(const PostgresServer& server, int sessions);

  // As PostgresServer::url, through the pooler.
  std::string url(const std::string& name) const;

 private:
  TemporaryDirectory directory_;
  Program program_;
};

}  // namespace support
