// The exception for a database that fails.
#pragma once

#include <stdexcept>
#include <string>

namespace db {

enum class FailureKind {
  unavailable,  // no connection, or it broke; whether the last commit took effect is unknown
  contention,   // deadlock, serialization failure or busy, still there after all retries
  constraint,   // a CHECK, UNIQUE or foreign key refused the statement
  defect,       // wrong SQL or a value of another type than the column: a bug in Kram
};

// What the operator has to do something about, as far as the database tells.
enum class FailureCause {
  other,
  disk_full,   // nothing more can be stored
  read_only,   // a standby, or a database that takes no writes
  unwritable,  // the file cannot be read or written: a broken disk, a limit, permissions
};

// Thrown by `Tx` and `Database`. Business code does not catch it: the transaction is rolled back
// and the outermost loop of the front end answers. `what()` holds no parameter values and no
// password.
class Failure : public std::runtime_error {
 public:
  Failure(FailureKind kind, const std::string& message, FailureCause cause = FailureCause::other)
      : std::runtime_error(message), kind_(kind), cause_(cause) {}
  FailureKind kind() const { return kind_; }
  FailureCause cause() const { return cause_; }

 private:
  FailureKind kind_;
  FailureCause cause_;
};

}  // namespace db
