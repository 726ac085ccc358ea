// Parses DATABASE_URL. Inside db/ only.
#pragma once

#include <string>
#include <string_view>
#include <variant>

#include "base/error.h"
#include "db/postgres/parameters.h"
#include "db/sqlite/sqlite.h"

namespace db {

using Url = std::variant<SqliteUrl, PostgresUrl>;

// Errors: invalid. Messages say what the URL should look like and repeat nothing of it that may be
// secret.
base::Result<Url> parse_url(std::string_view text);

}  // namespace db
