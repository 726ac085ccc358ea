// What Kram relies on in a session of PostgreSQL. Inside db/ only.
#pragma once

#include <chrono>
#include <string>

#include <libpq-fe.h>

#include "db/core/failure.h"

namespace db {

// The server or the database can never serve Kram; the message is one line that says what to do.
class Unsuitable final : public Failure {
 public:
  explicit Unsuitable(const std::string& message) : Failure(FailureKind::defect, message) {}
};

// Throws Unsuitable (an old server, a database that does not store UTF-8) or Failure (unavailable).
// Returns whether a pooler stands between, which may hand each transaction to another session: then
// neither settings nor prepared statements outlive a transaction, and those of others may be met.
bool check_session(PGconn& connection);

enum class SettingsScope { session, transaction };

// The statement that makes times UTC and ISO, strings standard and waits bounded, for the session
// or for the transaction only. `answer_timeout` zero: statements are not bounded.
std::string settings_statement(SettingsScope scope, std::chrono::milliseconds answer_timeout);

}  // namespace db
