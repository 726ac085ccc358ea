// Worker threads, each with a session, that run jobs and commit those that wait together
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
  std::size_t group_jobs = 1;              // at most so many jobs share a commit
  std::chrono::microseconds group_time{};  // and no further one starts after so long
  std::size_t max_writers = 1;             // so many workers write at once (JobQueue)
  int attempts = 10;                       // runs of one job before contention is its result
  // A job is not repeated after so long. A begin that another process held up for so long fails
  // whoever waited as long.
  std::chrono::milliseconds patience{10'000};
};

class Pool {
 public:
  Pool(std::vector<std::unique_ptr<Session>> sessions, const PoolLimits& limits);
  // Lets the running jobs end; those that wait fail (unavailable).
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
