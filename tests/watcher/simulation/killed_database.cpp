#include "watcher/simulation/killed_database.h"

#include <csignal>
#include <utility>

#include <unistd.h>

namespace simulation {
namespace {

void pass_moment(std::int64_t& moments_left) {
  if (moments_left >= 0 && moments_left-- == 0) {
    kill(getpid(), SIGKILL);
  }
}

class KilledTx final : public db::Tx {
 public:
  KilledTx(db::Tx& tx, std::int64_t& moments_left) : tx_(tx), moments_left_(moments_left) {}

  db::Engine engine() const override { return tx_.engine(); }
  void run_script(std::string_view sql) override { tx_.run_script(sql); }

 protected:
  db::Rows run(std::string_view sql, std::span<const db::Value> values) override {
    pass_moment(moments_left_);
    auto rows = tx_.query_with(sql, values);
    pass_moment(moments_left_);
    return rows;
  }
  void run_later(std::string_view sql, std::span<const db::Value> values) override {
    pass_moment(moments_left_);
    tx_.execute_later_with(sql, values);
    pass_moment(moments_left_);
  }

 private:
  db::Tx& tx_;
  std::int64_t& moments_left_;
};

class KilledJob final : public db::Job {
 public:
  KilledJob(std::unique_ptr<db::Job> job, std::int64_t& moments_left)
      : job_(std::move(job)), moments_left_(moments_left) {}

  db::Verdict run(db::Tx& tx) override {
    KilledTx killed(tx, moments_left_);
    const auto verdict = job_->run(killed);
    pass_moment(moments_left_);
    return verdict;
  }
  void done(std::exception_ptr failure) noexcept override {
    pass_moment(moments_left_);
    job_->done(failure);
  }

 private:
  std::unique_ptr<db::Job> job_;
  std::int64_t& moments_left_;
};

}  // namespace

void KilledDatabase::submit(db::Access access, std::unique_ptr<db::Job> job) {
  if (access == db::Access::write) {
    job = std::make_unique<KilledJob>(std::move(job), moments_left_);
  }
  pass_on(database_, access, std::move(job));
}

}  // namespace simulation
