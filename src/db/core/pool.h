// Worker threads, each with a session, that run jobs and commit waiting ones together
// (docs/decisions/0004-group-commit.md). Inside db/ only.
#pragma once

#include <chrono>
#include <memory>
#include <thread>
#include <vector>

#include "db/core/job_queue.h"
#include "db/core/session.h"

namespace db {

struct PoolLimits {
  std::size_t group_jobs = 1;              // maximum of jobs that share a commit
  std::chrono::microseconds group_time{};  // after which no further job joins a group
  std::size_t max_writers = 1;             // workers that write at once (JobQueue)
  int attempts = 10;                       // runs of one job before its result is contention
  // After which a job is not repeated. When another process delays a begin by as long, every write
  // that has waited as long fails.
  std::chrono::milliseconds patience{10'000};
};

class Pool {
 public:
  Pool(std::vector<std::unique_ptr<Session>> sessions, const PoolLimits& limits);
  // Waits until the running jobs end; those in the queue fail (unavailable).
  ~Pool();
  Pool(const Pool&) = delete;
  Pool& operator=(const Pool&) = delete;

  // Safe to call from any thread.
  void submit(Access access, std::unique_ptr<Job> job);

 private:
  void work(Session& session);

  PoolLimits limits_;
  JobQueue queue_;
  std::vector<std::unique_ptr<Session>> sessions_;
  std::vector<std::thread> threads_;
};

}  // namespace db
