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

std::vector<const char*> pointers_to(const std::vector<std::string>& texts) {
  std::vector<const char*> pointers;
  pointers.reserve(texts.size() + 1);
  for (const auto& text : texts) {
    pointers.push_back(text.c_str());
  }
  pointers.push_back(nullptr);
  return pointers;
}

}  // namespace db
