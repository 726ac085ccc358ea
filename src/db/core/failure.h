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

// Thrown by `Tx` and `Database`. Business code does not catch it: the transaction is rolled back
// and the outermost loop of the front end answers. `what()` holds no parameter values and no
// password.
class Failure : public std::runtime_error {
 public:
  Failure(FailureKind kind, const std::string& message)
      : std::runtime_error(message), kind_(kind) {}
  FailureKind kind() const { return kind_; }

 private:
  FailureKind kind_;
};

}  // namespace db
