// Queues jobs until a worker takes them. Inside db/ only.
#pragma once

#include <chrono>
#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

#include "db/core/database.h"

namespace db {

struct WaitingJob {
  Access access = Access::read;
  std::unique_ptr<Job> job;
  std::chrono::steady_clock::time_point since;
};

// Safe to call from any thread.
//
// A server on the same machine is faster with few writers that commit many jobs together than with
// many that commit few. So only `max_writers` write at once, not counting those that have been at
// it for so long that they must be waiting for a lock.
class JobQueue {
 public:
  // Where a worker sleeps. The one that fell asleep last is woken first: its connection is warm,
  // and the others need not connect.
  class Sleeper {
    friend JobQueue;
    std::condition_variable wake_;
    bool is_woken_ = false;
    std::optional<std::chrono::steady_clock::time_point> writing_since_;
  };

  explicit JobQueue(std::size_t max_writers) : max_writers_(max_writers) {}

  // Returns `job` when the queue is closed.
  std::unique_ptr<Job> push(Access access, std::unique_ptr<Job> job);

  // Notes the end of the worker's last job and waits for the next; nullopt when the queue is
  // closed. Reads and writes alternate. REQUIRES: the worker calls it until it gets nullopt.
  std::optional<WaitingJob> take(Sleeper& worker);

  // Returns a waiting write, if any, for a worker that writes already.
  std::optional<WaitingJob> take_waiting_write();
  // Returns every write that has waited since `moment` or longer.
  std::vector<WaitingJob> take_writes_since(std::chrono::steady_clock::time_point moment);

  // Wakes every worker; returns the jobs that are left.
  std::vector<WaitingJob> close();

 private:
  void end_job(Sleeper& worker);
  std::optional<WaitingJob> pop(Sleeper& worker);
  std::size_t free_writers() const;
  std::chrono::steady_clock::time_point next_stuck_writer() const;
  void sleep(std::unique_lock<std::mutex>& lock, Sleeper& worker);
  void wake_enough();
  void wake_last();

  const std::size_t max_writers_;
  std::mutex mutex_;
  std::deque<WaitingJob> reads_;
  std::deque<WaitingJob> writes_;
  std::vector<Sleeper*> asleep_;
  std::size_t waking_ = 0;  // woken, but not running yet
  std::vector<Sleeper*> writers_;
  bool has_watch_ = false;  // a sleeper's timer ends when the next writer counts as stuck
  bool write_is_next_ = false;
  bool closed_ = false;
};

}  // namespace db
