// One connection of either engine, owned by a worker. Inside db/ only.
#pragma once

#include "db/core/database.h"

namespace db {

// The transaction was rolled back before its commit was sent (a lost connection, a failed statement
// of an earlier job of the group): every job in it may run again.
class TransactionLost final : public Failure {
 public:
  using Failure::Failure;
};

// Used by one thread at a time. Control statements may be deferred to the next statement of `tx()`,
// with which they share a round trip; so every call may throw what an earlier one caused.
class Session {
 public:
  virtual ~Session() = default;

  virtual Tx& tx() = 0;

  // Throws Failure: unavailable (no connection), contention (another process holds the database).
  virtual void begin(Access access) = 0;
  // Starts the next job of the group, which can be rolled back alone. It waits for locks only
  // briefly, since the jobs before it hold some.
  virtual void savepoint() = 0;
  virtual void roll_back_to_savepoint() = 0;
  // Durable when it returns. Throws Failure: unavailable (whether it took effect is unknown),
  // contention, or what a deferred statement caused; then nothing is committed.
  virtual void commit() = 0;
  // Ends the transaction in any state; does nothing when there is none.
  virtual void roll_back() noexcept = 0;
};

}  // namespace db
