// Connection parameters of a PostgreSQL server. Inside db/ only.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace db {

// libpq's parameters in the form that PQconnectdbParams takes.
struct PostgresParameters {
  std::vector<std::string> names;
  std::vector<std::string> values;

  // Returns "" when there is none.
  std::string_view value_of(std::string_view name) const;
};

// The texts as PQconnectdbParams takes them, which live as long as `texts`; null behind the last.
std::vector<const char*> pointers_to(const std::vector<std::string>& texts);

struct PostgresUrl {
  PostgresParameters parameters;
  std::string password;  // for keeping it out of messages; "" when there is none
};

}  // namespace db
