// What libpq answers, in the terms of db/. Inside db/ only.
#pragma once

#include <libpq-fe.h>

#include "db/core/failure.h"
#include "db/core/tx.h"

namespace db {

Rows to_rows(const PGresult& result);

// The failure that the SQLSTATE of `result` stands for, without values.
Failure to_failure(const PGresult& result);

// The connection, not the statement, is at fault: the server ends it, or a prepared statement has
// outlived a change of the schema.
bool ends_connection(const PGresult& result);

}  // namespace db
