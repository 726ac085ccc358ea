// A database whose process is killed between two writes.
#pragma once

#include <cstdint>

#include "db/core/database.h"

namespace simulation {

// Calls a function of Database that is only its engines' own.
class DatabaseInFront : public db::Database {
 protected:
  static void pass_on(db::Database& to, db::Access access, std::unique_ptr<db::Job> job) {
    (to.*&DatabaseInFront::submit)(access, std::move(job));
  }
};

// Everything goes to `database`. A moment passes before and after each statement of a writing
// transaction, before its commit and after it: when `moments_left` of them have passed, the process
// ends with SIGKILL. Below zero: never.
// REQUIRES: one transaction at a time; what it refers to outlives it.
class KilledDatabase final : public DatabaseInFront {
 public:
  KilledDatabase(db::Database& database, std::int64_t& moments_left)
      : database_(database), moments_left_(moments_left) {}

  db::Engine engine() const override { return database_.engine(); }

 protected:
  void submit(db::Access access, std::unique_ptr<db::Job> job) override;

 private:
  db::Database& database_;
  std::int64_t& moments_left_;
};

}  // namespace simulation
