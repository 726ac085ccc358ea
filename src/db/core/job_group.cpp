#include "db/core/job_group.h"

#include <algorithm>
#include <thread>

#include "base/random.h"

namespace db {
namespace {

using std::chrono::steady_clock;

// Up to 2, 4, 8 … 256 ms, by chance, so that those who met do not meet again.
void back_off(int attempt) {
  const auto most_us = std::uint64_t{1000} << std::min(attempt, 8);
  std::this_thread::sleep_for(std::chrono::microseconds(base::SystemRandom().below(most_us)));
}

void run_to_the_end(Session& session, Access access, Job& job) {
  if (job.run(session.tx()) == Verdict::commit && access == Access::write) {
    session.commit();
  } else {
    session.roll_back();
  }
}

// Null when the outcome stands, whatever it is; otherwise why the job may run again. A failure that
// is told to the job is one that would come again: a constraint, a defect, or a commit of which
// nobody knows whether it took effect, so that a second run might do everything twice.
std::exception_ptr obstacle_to(Session& session, Access access, Job& job) {
  try {
    run_to_the_end(session, access, job);
    job.done(nullptr);
    return nullptr;
  } catch (const TransactionLost&) {
    session.roll_back();
    return std::current_exception();
  } catch (const Failure& failure) {
    session.roll_back();
    if (failure.kind() == FailureKind::contention) {
      return std::current_exception();
    }
    job.done(std::current_exception());
  } catch (...) {
    session.roll_back();
    job.done(std::current_exception());
  }
  return nullptr;
}

// Null, or why there is no transaction to be had.
std::exception_ptr begin(Session& session, Access access) {
  try {
    session.begin(access);
    return nullptr;
  } catch (const Failure&) {
    return std::current_exception();
  }
}

}  // namespace

void run_alone(Session& session, Access access, std::unique_ptr<Job> job,
               const PoolLimits& limits) {
  const auto give_up = steady_clock::now() + limits.patience;
  for (int attempt = 1;; ++attempt) {
    if (const auto failure = begin(session, access)) {
      job->done(failure);
      return;
    }
    const auto obstacle = obstacle_to(session, access, *job);
    if (obstacle == nullptr) {
      return;
    }
    if (attempt == limits.attempts || steady_clock::now() >= give_up) {
      job->done(obstacle);
      return;
    }
    back_off(attempt);
  }
}

JobGroup::JobGroup(Session& session, JobQueue& queue, const PoolLimits& limits)
    : session_(session), queue_(queue), limits_(limits), start_(steady_clock::now()) {}

void JobGroup::run(std::unique_ptr<Job> first) {
  if (const auto failure = begin(session_, Access::write)) {
    first->done(failure);
    fail_timed_out_jobs(failure);
    return;
  }
  current_ = std::move(first);
  try {
    run_members();
    commit();
  } catch (const TransactionLost&) {
    disband();  // the commit was never asked for, so nothing of it happened
  }
  // They met a lock, perhaps one of this group, or another member spoiled the transaction. Now the
  // group's locks are free, and alone nobody else can spoil it.
  for (auto& job : again_) {
    run_alone(session_, Access::write, std::move(job), limits_);
  }
}

// Who has waited for as long as a begin may take would else wait through the next one too.
void JobGroup::fail_timed_out_jobs(const std::exception_ptr& failure) {
  for (auto& waiting : queue_.take_writes_since(steady_clock::now() - limits_.patience)) {
    waiting.job->done(failure);
  }
}

void JobGroup::run_members() {
  run_first();
  while (may_take_another()) {
    auto waiting = queue_.take_waiting_write();
    if (!waiting) {
      return;
    }
    current_ = std::move(waiting->job);
    session_.savepoint();  // the members before it must survive its failure
    run_further();
  }
}

// When the first member has failed, the transaction is over. Locks and answers of all members wait
// for the commit, so the group is bounded in size and time.
bool JobGroup::may_take_another() const {
  return !settled_.empty() && settled_.size() < limits_.group_jobs &&
         steady_clock::now() - start_ < limits_.group_time;
}

// The first needs no savepoint: when it fails there is nothing else to keep.
void JobGroup::run_first() {
  const auto outcome = run_current();
  if (outcome.verdict == Verdict::commit) {
    settled_.push_back({std::move(current_), nullptr});
    return;
  }
  session_.roll_back();
  if (outcome.was_in_the_way) {
    again_.push_back(std::move(current_));
  } else {
    std::exchange(current_, nullptr)->done(outcome.failure);
  }
}

// Its outcome waits for the commit even when it failed: what it refused may rest on what a member
// before it wrote, which is not true yet.
void JobGroup::run_further() {
  const auto outcome = run_current();
  if (outcome.verdict == Verdict::roll_back) {
    session_.roll_back_to_savepoint();
  }
  if (outcome.was_in_the_way) {
    again_.push_back(std::move(current_));
  } else {
    settled_.push_back({std::move(current_), outcome.failure});
  }
}

JobGroup::Outcome JobGroup::run_current() {
  try {
    return {.verdict = current_->run(session_.tx())};
  } catch (const TransactionLost&) {
    throw;  // a Failure that is no outcome of this job: the whole group is gone
  } catch (const Failure& failure) {
    return {.failure = std::current_exception(),
            .was_in_the_way = failure.kind() == FailureKind::contention};
  } catch (...) {
    return {.failure = std::current_exception()};
  }
}

void JobGroup::commit() {
  if (settled_.empty()) {
    return;
  }
  try {
    session_.commit();
  } catch (const TransactionLost&) {
    throw;
  } catch (const Failure& failure) {
    // The database refused the commit: one member's deferred statement did it, and alone they show
    // whose. Without an answer it may have committed, so nobody may run again.
    if (failure.kind() != FailureKind::unavailable) {
      disband();
      return;
    }
    session_.roll_back();
    for (auto& member : settled_) {
      member.failure = std::current_exception();
    }
  }
  for (auto& member : settled_) {
    member.job->done(member.failure);
  }
}

void JobGroup::disband() {
  session_.roll_back();
  for (auto& member : settled_) {
    again_.push_back(std::move(member.job));
  }
  settled_.clear();
  if (current_ != nullptr) {  // it was running when the transaction was lost
    again_.push_back(std::move(current_));
  }
}

}  // namespace db
