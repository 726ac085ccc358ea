// A database that kills its process between two writes.
#pragma once

#include <cstdint>

#include "db/core/database.h"

namespace simulation {

// Gives access to a protected function of Database.
class DatabaseInFront : public db::Database {
 protected:
  static void pass_on(db::Database& to, db::Access access, std::unique_ptr<db::Job> job) {
    (to.*&DatabaseInFront::submit)(access, std::move(job));
  }
};

// Passes everything on to `database`. Each point before and after a statement of a writing
// transaction, before its commit and after it counts as a moment: after `moments_left` moments the
// process kills itself with SIGKILL; below zero never.
// REQUIRES: one transaction at a time; the references outlive it.
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
