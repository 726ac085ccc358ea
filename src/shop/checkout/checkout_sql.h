// Clauses that the statements of this room share. Used inside shop/ only.
#pragma once

#include <string>
#include <string_view>

#include <fmt/format.h>

namespace shop::sql {

// The worth of a customer's payments that are made, as far as anybody can see, but not credited,
// nor kept because they are too small; `user_id` is a name or a parameter in the statement.
inline std::string worth_on_the_way(std::string_view user_id) {
  return fmt::format(
      "COALESCE((SELECT SUM(d.amount) FROM deposits d WHERE d.user_id = {} "
      "AND d.status = 'pending' AND d.confirmed_at IS NULL "
      "AND (d.output_index IS NOT NULL OR d.submitted_at IS NOT NULL)), "
      "0) AS on_the_way",
      user_id);
}

}  // namespace shop::sql
