#include "db/job_queue.h"

#include <iterator>

namespace db {
namespace {

std::optional<WaitingJob> pop_front(std::deque<WaitingJob>& jobs) {
  std::optional<WaitingJob> job(std::move(jobs.front()));
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
  jobs.push_back({access, std::move(job), std::chrono::steady_clock::now()});
  if (!asleep_.empty()) {
    wake(*asleep_.back());
    asleep_.pop_back();
  }
  return nullptr;
}

// Under the lock: a sleeper goes with its worker, which may end as soon as it is awake.
void JobQueue::wake(Sleeper& sleeper) {
  sleeper.woken_ = true;
  sleeper.wake_.notify_one();
}

std::optional<WaitingJob> JobQueue::take(Sleeper& sleeper) {
  std::unique_lock lock(mutex_);
  while (true) {
    if (auto job = pop()) {
      return job;
    }
    if (closed_) {
      return std::nullopt;
    }
    sleeper.woken_ = false;
    asleep_.push_back(&sleeper);
    sleeper.wake_.wait(lock, [&] { return sleeper.woken_; });
  }
}

std::optional<WaitingJob> JobQueue::pop() {
  if (!writes_.empty() && (write_is_next_ || reads_.empty())) {
    write_is_next_ = false;
    return pop_front(writes_);
  }
  if (!reads_.empty()) {
    write_is_next_ = true;
    return pop_front(reads_);
  }
  return std::nullopt;
}

std::optional<WaitingJob> JobQueue::take_waiting_write() {
  const std::scoped_lock lock(mutex_);
  return writes_.empty() ? std::nullopt : pop_front(writes_);
}

std::vector<WaitingJob> JobQueue::take_writes_since(std::chrono::steady_clock::time_point moment) {
  const std::scoped_lock lock(mutex_);
  std::vector<WaitingJob> taken;
  while (!writes_.empty() && writes_.front().since <= moment) {
    taken.push_back(std::move(*pop_front(writes_)));
  }
  return taken;
}

std::vector<WaitingJob> JobQueue::close() {
  const std::scoped_lock lock(mutex_);
  closed_ = true;
  for (auto* sleeper : asleep_) {
    wake(*sleeper);
  }
  asleep_.clear();
  std::vector<WaitingJob> left(std::make_move_iterator(reads_.begin()),
                               std::make_move_iterator(reads_.end()));
  left.insert(left.end(), std::make_move_iterator(writes_.begin()),
              std::make_move_iterator(writes_.end()));
  reads_.clear();
  writes_.clear();
  return left;
}

}  // namespace db
