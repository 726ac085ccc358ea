#include "db/postgres/parameters.h"

#include <algorithm>

namespace db {

std::string_view PostgresParameters::value_of(std::string_view name) const {
  const auto found = std::ranges::find(names, name);
  if (found == names.end()) {
    return "";
  }
  return values[static_cast<std::size_t>(found - names.begin())];
}

}  // namespace db
