// Runs jobs on a session: alone, or several in one transaction. Inside db/ only.
#pragma once

#include <chrono>
#include <exception>
#include <memory>
#include <vector>

#include "db/core/pool.h"

namespace db {

// Runs `job` in a transaction of its own, repeats it after a conflict with another transaction, and
// tells it the outcome.
void run_alone(Session& session, Access access, std::unique_ptr<Job> job, const PoolLimits& limits);

// Runs a write and those that wait behind it in one transaction, each behind a savepoint, so that
// they share one commit. No job is told its outcome before the commit, since it may have read what
// the others wrote. A job that meets a lock or breaks the group runs again alone.
class JobGroup {
 public:
  JobGroup(Session& session, JobQueue& queue, const PoolLimits& limits);

  void run(std::unique_ptr<Job> first);

 private:
  struct Settled {
    std::unique_ptr<Job> job;
    std::exception_ptr failure;
  };
  struct Outcome {
    Verdict verdict = Verdict::roll_back;
    std::exception_ptr failure;
    bool was_in_the_way = false;  // another transaction held a lock: run the job again
  };

  void run_members();
  bool may_take_another() const;
  void run_first();
  void run_further();
  Outcome run_current();
  void commit();
  void disband();
  void fail_timed_out_jobs(const std::exception_ptr& failure);

  Session& session_;
  JobQueue& queue_;
  const PoolLimits& limits_;
  std::chrono::steady_clock::time_point start_;
  std::unique_ptr<Job> current_;
  std::vector<Settled> settled_;             // ran; their outcome stands when the commit does
  std::vector<std::unique_ptr<Job>> again_;  // to be run alone
};

}  // namespace db
