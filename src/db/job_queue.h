// Jobs that wait for a worker. Inside db/ only.
#pragma once

#include <chrono>
#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

#include "db/database.h"

namespace db {

struct WaitingJob {
  Access access = Access::read;
  std::unique_ptr<Job> job;
  std::chrono::steady_clock::time_point since;
};

// Safe to call from any thread.
class JobQueue {
 public:
  // A worker's place to sleep. The worker that fell asleep last is woken first: its connection is
  // warm, and the others need none.
  class Sleeper {
    friend JobQueue;
    std::condition_variable wake_;
    bool woken_ = false;
  };

  // Returns `job` when the queue is closed.
  std::unique_ptr<Job> push(Access access, std::unique_ptr<Job> job);

  // Waits for a job; nothing when the queue is closed. Reads and writes take turns.
  std::optional<WaitingJob> take(Sleeper& sleeper);

  // A write that waits, if any.
  std::optional<WaitingJob> take_waiting_write();
  // Every write that waits since `moment` or before.
  std::vector<WaitingJob> take_writes_since(std::chrono::steady_clock::time_point moment);

  // Wakes every worker; returns the jobs that nobody took.
  std::vector<WaitingJob> close();

 private:
  static void wake(Sleeper& sleeper);
  std::optional<WaitingJob> pop();

  std::mutex mutex_;
  std::deque<WaitingJob> reads_;
  std::deque<WaitingJob> writes_;
  std::vector<Sleeper*> asleep_;
  bool write_is_next_ = false;
  bool closed_ = false;
};

}  // namespace db
