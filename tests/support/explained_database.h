// How a database finds the rows of lists.
#pragma once

#include <string>
#include <vector>

#include "db/core/database.h"

namespace support {

// A statement that sorts and has an offset, as those of lists, and how the database runs it.
struct Explained {
  std::string sql;
  std::string plan;  // a line for each step
};

// Passes work on, and explains lists before they run. PostgreSQL is asked to avoid reading and
// sorting whole tables, as it would with many rows. Not for several threads.
class ExplainedDatabase final : public db::Database {
 public:
  // Keeps the reference.
  explicit ExplainedDatabase(db::Database& database) : database_(database) {}

  db::Engine engine() const override { return database_.engine(); }

  // Since the last call.
  std::vector<Explained> take();

 protected:
  void submit(db::Access access, std::unique_ptr<db::Job> job) override;

 private:
  db::Database& database_;
  std::vector<Explained> explained_;
};

}  // namespace support
