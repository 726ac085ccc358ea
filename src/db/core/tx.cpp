#include "db/core/tx.h"

#include <algorithm>

#include <fmt/format.h>

#include "db/core/failure.h"

namespace db {

std::size_t Rows::index_of(std::string_view column) const {
  const auto found = std::ranges::find(columns, column);
  if (found == columns.end()) {
    throw Failure(FailureKind::defect, fmt::format("The result has no column {}.", column));
  }
  return static_cast<std::size_t>(found - columns.begin());
}

}  // namespace db
