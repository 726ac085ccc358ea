#include "db/postgres/connector.h"

#include <algorithm>
#include <utility>

#include "db/postgres/session_rules.h"

namespace db {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr milliseconds kMinDelay{50};
constexpr milliseconds kMaxDelay{2000};

}  // namespace

std::unique_ptr<PostgresPipeline> PostgresConnector::connect() {
  refuse_while_away();
  try {
    auto pipeline = std::make_unique<PostgresPipeline>(
        parameters_, PostgresPipeline::Options{answer_timeout_, is_shared()});
    note_success();
    if (pipeline->is_shared()) {
      note_sharing();
    }
    return pipeline;
  } catch (const Unsuitable&) {
    throw;  // asking again does not help
  } catch (const Failure& failure) {
    note_failure(failure);
    throw;
  }
}

void PostgresConnector::note_sharing() {
  const std::scoped_lock lock(mutex_);
  if (!std::exchange(is_shared_, true)) {
    logger_.info(
        "A pooler shares the sessions of PostgreSQL: each transaction brings its settings");
  }
}

bool PostgresConnector::is_shared() {
  const std::scoped_lock lock(mutex_);
  return is_shared_;
}

void PostgresConnector::refuse_while_away() {
  const std::scoped_lock lock(mutex_);
  if (!reason_.empty() && steady_clock::now() < next_attempt_) {
    throw Failure(FailureKind::unavailable, reason_);
  }
}

void PostgresConnector::note_success() {
  const std::scoped_lock lock(mutex_);
  if (!reason_.empty()) {
    logger_.info("PostgreSQL answers again");
  }
  reason_.clear();
  delay_ = {};
}

void PostgresConnector::note_failure(const Failure& failure) {
  const std::scoped_lock lock(mutex_);
  if (reason_.empty()) {
    logger_.warn("PostgreSQL does not answer: {}", failure.what());
  }
  reason_ = failure.what();
  delay_ = std::clamp(delay_ * 2, kMinDelay, kMaxDelay);
  next_attempt_ = steady_clock::now() + delay_;
}

}  // namespace db
