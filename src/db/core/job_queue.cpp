#include "db/core/job_queue.h"

#include <algorithm>
#include <iterator>

namespace db {
namespace {

using std::chrono::steady_clock;

// Many times what a group takes (PoolLimits::group_time and a commit), so a writer that takes
// longer waits for a lock, and another may write in its place.
constexpr std::chrono::milliseconds kStuck{50};

WaitingJob pop_front(std::deque<WaitingJob>& jobs) {
  WaitingJob job(std::move(jobs.front()));
  jobs.pop_front();
  return job;
}

}  // namespace

std::unique_ptr<Job> JobQueue::push(Access access, std::unique_ptr<Job> job) {
  const std::scoped_lock lock(mutex_);
  if (closed_) {
    return job;
  }
  auto& jobs = access == Access::write ? writes_ : reads_;
  jobs.push_back({access, std::move(job), steady_clock::now()});
  wake_enough();
  return nullptr;
}

std::optional<WaitingJob> JobQueue::take(Sleeper& worker) {
  std::unique_lock lock(mutex_);
  end_job(worker);
  while (true) {
    if (auto job = pop(worker)) {
      wake_enough();
      return job;
    }
    if (closed_) {
      return std::nullopt;
    }
    sleep(lock, worker);
  }
}

void JobQueue::end_job(Sleeper& worker) {
  if (worker.writing_since_) {
    worker.writing_since_.reset();
    std::erase(writers_, &worker);
  }
}

std::optional<WaitingJob> JobQueue::pop(Sleeper& worker) {
  if (!writes_.empty() && (write_is_next_ || reads_.empty()) && free_writers() > 0) {
    write_is_next_ = false;
    worker.writing_since_ = steady_clock::now();
    writers_.push_back(&worker);
    return pop_front(writes_);
  }
  if (reads_.empty()) {
    return std::nullopt;
  }
  write_is_next_ = true;
  return pop_front(reads_);
}

std::size_t JobQueue::free_writers() const {
  const auto stuck_since = steady_clock::now() - kStuck;
  const auto active = static_cast<std::size_t>(std::ranges::count_if(
      writers_, [&](const Sleeper* writer) { return writer->writing_since_ > stuck_since; }));
  return max_writers_ - std::min(active, max_writers_);
}

steady_clock::time_point JobQueue::next_stuck_writer() const {
  const auto now = steady_clock::now();
  auto next = now + kStuck;
  for (const auto* writer : writers_) {
    const auto moment = *writer->writing_since_ + kStuck;
    if (moment > now) {
      next = std::min(next, moment);
    }
  }
  return next;
}

void JobQueue::sleep(std::unique_lock<std::mutex>& lock, Sleeper& worker) {
  const auto is_woken = [&] { return worker.is_woken_; };
  worker.is_woken_ = false;
  asleep_.push_back(&worker);
  if (writes_.empty() || has_watch_) {
    worker.wake_.wait(lock, is_woken);
    --waking_;
    return;
  }
  has_watch_ = true;
  if (worker.wake_.wait_until(lock, next_stuck_writer(), is_woken)) {
    --waking_;
  } else {
    std::erase(asleep_, &worker);
  }
  has_watch_ = false;
}

// Wakes a worker for each job that can start. When only writes wait that may not start yet, wakes
// one that sleeps until a writer counts as stuck (`has_watch_`).
void JobQueue::wake_enough() {
  const auto startable = reads_.size() + std::min(writes_.size(), free_writers());
  const std::size_t watches = writes_.empty() || has_watch_ ? 0 : 1;
  while (waking_ < std::max(startable, watches) && !asleep_.empty()) {
    wake_last();
  }
}

// REQUIRES: mutex_ is locked, since a Sleeper is destroyed with its worker, which may end as soon
// as it is awake.
void JobQueue::wake_last() {
  auto& worker = *asleep_.back();
  asleep_.pop_back();
  worker.is_woken_ = true;
  worker.wake_.notify_one();
  ++waking_;
}

std::optional<WaitingJob> JobQueue::take_waiting_write() {
  const std::scoped_lock lock(mutex_);
  return writes_.empty() ? std::nullopt : std::optional(pop_front(writes_));
}

std::vector<WaitingJob> JobQueue::take_writes_since(std::chrono::steady_clock::time_point moment) {
  const std::scoped_lock lock(mutex_);
  std::vector<WaitingJob> taken;
  while (!writes_.empty() && writes_.front().since <= moment) {
    taken.push_back(pop_front(writes_));
  }
  return taken;
}

std::vector<WaitingJob> JobQueue::close() {
  const std::scoped_lock lock(mutex_);
  closed_ = true;
  while (!asleep_.empty()) {
    wake_last();
  }
  std::vector<WaitingJob> left(std::make_move_iterator(reads_.begin()),
                               std::make_move_iterator(reads_.end()));
  left.insert(left.end(), std::make_move_iterator(writes_.begin()),
              std::make_move_iterator(writes_.end()));
  reads_.clear();
  writes_.clear();
  return left;
}

}  // namespace db
