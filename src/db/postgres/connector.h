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
  PostgresConnector(PostgresParameters parameters, std::chrono::milliseconds answer_timeout,
                    base::Logger& logger)
      : parameters_(std::move(parameters)), answer_timeout_(answer_timeout), logger_(logger) {}

  // Throws Failure (unavailable), Unsuitable.
  std::unique_ptr<PostgresPipeline> connect();

  // Connections made from now on take it that a pooler shares the server's sessions out.
  void note_sharing();

 private:
  bool is_shared();
  void refuse_while_away();
  void note_success();
  void note_failure(const Failure& failure);

  PostgresParameters parameters_;
  std::chrono::milliseconds answer_timeout_;
  base::Logger& logger_;
  std::mutex mutex_;
  bool is_shared_ = false;
  std::string reason_;  // why the last attempt failed; "" when it did not
  std::chrono::milliseconds delay_{};
  std::chrono::steady_clock::time_point next_attempt_;
};

}  // namespace db
