// Connects to one PostgreSQL server. Inside db/ only.
#pragma once

#include <chrono>
#include <memory>
#include <mutex>

#include "base/log.h"
#include "db/postgres/pipeline.h"

namespace db {

// Safe to call from any thread. While the server is unreachable, attempts are made with backoff;
// calls in between fail at once.
class PostgresConnector {
 public:
  PostgresConnector(PostgresParameters parameters, base::Logger& logger)
      : parameters_(std::move(parameters)), logger_(logger) {}

  // Throws Failure (unavailable).
  std::unique_ptr<PostgresPipeline> connect();

 private:
  void refuse_while_away();
  void note_success();
  void note_failure(const Failure& failure);

  PostgresParameters parameters_;
  base::Logger& logger_;
  std::mutex mutex_;
  std::string reason_;  // why the last attempt failed; "" when it did not
  std::chrono::milliseconds delay_{};
  std::chrono::steady_clock::time_point next_attempt_;
};

}  // namespace db
