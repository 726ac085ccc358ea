// One connection of either engine, as the worker that owns it sees it. Inside db/ only.
#pragma once

#include "db/core/database.h"

namespace db {

// The transaction is gone though its commit was never asked for (a lost connection, a failed
// statement of an earlier job of the group): whoever took part may run again.
class TransactionLost final : public Failure {
 public:
  using Failure::Failure;
};

// Used by one thread at a time. Statements of control may be put off until the next statement of
// `tx()`, with which they share a round trip; so every call may throw what an earlier one caused.
class Session {
 public:
  virtual ~Session() = default;

  virtual Tx& tx() = 0;

  // Throws Failure: unavailable (no connection), contention (another process holds the database).
  virtual void begin(Access access) = 0;
  // From here on another job runs; what it does can be undone alone. Locks are not waited for
  // beyond a moment: the jobs before it hold some.
  virtual void savepoint() = 0;
  virtual void roll_back_to_savepoint() = 0;
  // Durable when it returns. Throws Failure: unavailable (whether it took effect is unknown),
  // contention, or what a deferred statement caused; then nothing is committed.
  virtual void commit() = 0;
  // Ends a transaction in whatever state it is, or none.
  virtual void roll_back() noexcept = 0;
};

}  // namespace db
