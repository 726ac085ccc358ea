// DATABASE_URL, taken apart. Inside db/ only.
#pragma once

#include <string>
#include <string_view>
#include <variant>

#include "base/error.h"
#include "db/postgres_pipeline.h"

namespace db {

struct SqliteUrl {
  std::string path;
};

struct PostgresUrl {
  PostgresParameters parameters;
  std::string password;  // for keeping it out of messages; "" when there is none
};

using Url = std::variant<SqliteUrl, PostgresUrl>;

// Errors: invalid. Messages say what the URL should look like and hold nothing of it that may be
// secret.
base::Result<Url> parse_url(std::string_view text);

}  // namespace db
