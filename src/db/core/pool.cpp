#include "db/core/pool.h"

#include "db/core/job_group.h"

namespace db {
namespace {

void fail_closed(std::unique_ptr<Job> job) {
  job->done(
      std::make_exception_ptr(Failure(FailureKind::unavailable, "The database is being closed.")));
}

}  // namespace

Pool::Pool(std::vector<std::unique_ptr<Session>> sessions, const PoolLimits& limits)
    : limits_(limits), queue_(limits.max_writers), sessions_(std::move(sessions)) {
  for (auto& session : sessions_) {
    threads_.emplace_back([this, &session] { work(*session); });
  }
}

Pool::~Pool() {
  for (auto& waiting : queue_.close()) {
    fail_closed(std::move(waiting.job));
  }
  for (auto& thread : threads_) {
    thread.join();
  }
}

void Pool::submit(Access access, std::unique_ptr<Job> job) {
  if (auto refused = queue_.push(access, std::move(job))) {
    fail_closed(std::move(refused));
  }
}

void Pool::work(Session& session) {
  JobQueue::Sleeper sleeper;
  while (auto taken = queue_.take(sleeper)) {
    if (taken->access == Access::write) {
      JobGroup(session, queue_, limits_).run(std::move(taken->job));
    } else {
      run_alone(session, Access::read, std::move(taken->job), limits_);
    }
  }
}

}  // namespace db
