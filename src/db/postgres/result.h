// Translates libpq's errors into those of db/. Inside db/ only.
#pragma once

#include <libpq-fe.h>

#include "db/core/failure.h"
#include "db/core/tx.h"

namespace db {

Rows to_rows(const PGresult& result);

// Returns the failure for the SQLSTATE of `result`; its message holds no values.
Failure to_failure(const PGresult& result);

// True when the connection must be replaced: the server ends it, or a prepared statement is older
// than a change of the schema.
bool ends_connection(const PGresult& result);

// True when prepared statements are not where this connection left them: a pooler hands each
// transaction to another session of the server. Such a connection is to be replaced too.
bool shows_sharing(const PGresult& result);

}  // namespace db
