#include "db/postgres/session.h"

#include "db/postgres/session_rules.h"

namespace db {
namespace {

constexpr std::string_view kBeginWrite = "BEGIN ISOLATION LEVEL READ COMMITTED";
constexpr std::string_view kBeginRead = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
// Long enough for another transaction's commit, far below PostgreSQL's deadlock_timeout.
constexpr std::string_view kShortLockTimeout = "SET LOCAL lock_timeout = '20ms'";
constexpr std::size_t kMaxOutstanding = 100;

}  // namespace

// A connection that is lost before the commit was sent costs nothing but the transaction, so its
// jobs may run again.
template <class Step>
auto PostgresSession::note_loss(Step step) {
  try {
    return step();
  } catch (const Failure& failure) {
    if (!pipeline_->is_usable()) {
      throw TransactionLost(failure.kind(), failure.what(), failure.cause());
    }
    throw;
  }
}

void PostgresSession::begin(Access access) {
  if (pipeline_ == nullptr || !pipeline_->is_usable()) {
    if (pipeline_ != nullptr && pipeline_->is_shared()) {
      connector_.note_sharing();
    }
    pipeline_.reset();
    pipeline_ = connector_.connect();
  }
  access_ = access;
  is_begun_ = false;
  has_failed_ = false;
  has_short_lock_timeout_ = false;
  savepoint_ = Savepoint::none;
  stage_ = 0;
}

void PostgresSession::savepoint() {
  if (has_failed_) {
    throw TransactionLost(FailureKind::defect, "A body went on after a statement had failed.");
  }
  ++stage_;
  if (savepoint_ != Savepoint::untouched) {
    savepoint_ = Savepoint::due;
  }
}

void PostgresSession::roll_back_to_savepoint() {
  if (savepoint_ != Savepoint::set) {
    return;  // the job did nothing
  }
  note_loss([&] {
    // A deferred statement of this job may fail, since it is rolled back; one of an earlier job
    // spoils the whole transaction.
    const auto answer =
        pipeline_->has_outstanding() ? pipeline_->receive() : PostgresPipeline::Answer();
    if (!answer && answer.error().stage < stage_) {
      throw TransactionLost(FailureKind::contention, answer.error().failure.what());
    }
    send_control("ROLLBACK TO SAVEPOINT job");
  });
  savepoint_ = Savepoint::untouched;
  has_failed_ = false;
}

void PostgresSession::commit() {
  if (has_failed_) {
    throw Failure(FailureKind::defect, "A body went on after a statement had failed.");
  }
  if (!is_begun_) {
    return;
  }
  send_control("COMMIT");
  const auto answer = pipeline_->receive();
  if (!answer) {
    fail(answer.error().failure);
  }
  is_begun_ = false;
}

void PostgresSession::roll_back() noexcept {
  if (!std::exchange(is_begun_, false) || !pipeline_->is_usable()) {
    return;
  }
  try {
    if (pipeline_->has_outstanding()) {
      pipeline_->forget_outstanding();
      pipeline_->sync();  // after a failed statement the server would skip the ROLLBACK
    }
    send_control("ROLLBACK");
    pipeline_->sync();
    pipeline_->forget_outstanding();
  } catch (const Failure&) {
    pipeline_.reset();  // the server rolls back when the connection ends
  }
}

Rows PostgresSession::run(std::string_view sql, std::span<const Value> values) {
  return note_loss([&] {
    send(sql, values);
    return receive();
  });
}

void PostgresSession::run_later(std::string_view sql, std::span<const Value> values) {
  note_loss([&] {
    send(sql, values);
    if (pipeline_->outstanding() > kMaxOutstanding) {
      receive();
    }
  });
}

void PostgresSession::run_script(std::string_view sql) {
  note_loss([&] {
    send_pending_control();
    receive();
    if (const auto done = pipeline_->run_script(std::string(sql)); !done) {
      has_failed_ = true;
      fail(done.error());
    }
  });
}

void PostgresSession::send(std::string_view sql, std::span<const Value> values) {
  send_pending_control();
  pipeline_->send(sql, values, stage_);
}

void PostgresSession::send_pending_control() {
  if (!std::exchange(is_begun_, true)) {
    send_control(access_ == Access::write ? kBeginWrite : kBeginRead);
    if (pipeline_->is_shared()) {
      send_control(settings_statement(SettingsScope::transaction, pipeline_->answer_timeout()));
    }
  }
  // Before the savepoint: rolling back to one undoes a SET LOCAL that follows it.
  if (savepoint_ != Savepoint::none && !std::exchange(has_short_lock_timeout_, true)) {
    send_control(kShortLockTimeout);
  }
  if (savepoint_ == Savepoint::due) {
    send_control("SAVEPOINT job");
  }
  if (savepoint_ != Savepoint::none) {
    savepoint_ = Savepoint::set;
  }
}

Rows PostgresSession::receive() {
  auto answer = pipeline_->receive();
  if (answer) {
    return std::move(*answer);
  }
  has_failed_ = true;
  if (answer.error().stage < stage_) {
    throw TransactionLost(FailureKind::contention, answer.error().failure.what());
  }
  fail(answer.error().failure);
}

// A server that takes no writes (a standby, after a failover) does so for as long as the session
// lives; another connection may find the one that does. A read that writes is a defect instead.
void PostgresSession::fail(const Failure& failure) {
  if (failure.cause() == FailureCause::read_only) {
    if (access_ == Access::read) {
      throw Failure(FailureKind::defect, failure.what());
    }
    pipeline_->abandon();
  }
  throw failure;
}

}  // namespace db
