#include "shop/core/conditions.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "shop/core/sql.h"

namespace shop {

std::string Conditions::parameter(db::Value value) {
  values_.push_back(std::move(value));
  return fmt::format("${}", values_.size());
}

void Conditions::require(std::string_view condition) {
  if (!text_.empty()) {
    text_ += " AND ";
  }
  text_ += condition;
}

void Conditions::require_within(std::string_view column, std::optional<base::Timestamp> from,
                                std::optional<base::Timestamp> until) {
  if (from) {
    require(fmt::format("{} >= {}", column, parameter(db::to_value(*from))));
  }
  if (until) {
    require(fmt::format("{} < {}", column, parameter(db::to_value(*until))));
  }
}

void Conditions::require_contains(std::initializer_list<std::string_view> columns,
                                  const std::optional<std::string>& text) {
  if (!text) {
    return;
  }
  const auto part = parameter(sql::part_parameter(*tx_, *text));
  std::vector<std::string> alternatives;
  for (const auto column : columns) {
    alternatives.push_back(sql::contains(*tx_, column, part));
  }
  require(fmt::format("({})", fmt::join(alternatives, " OR ")));
}

std::string Conditions::where() const { return text_.empty() ? "" : " WHERE " + text_; }

}  // namespace shop
