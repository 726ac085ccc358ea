#include "shop/sql.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace shop::sql {

std::string ids_text(const db::Tx& tx, std::span<const std::int64_t> ids) {
  const auto list = fmt::to_string(fmt::join(ids, ","));
  return tx.engine() == db::Engine::postgres ? fmt::format("{{{}}}", list)
                                             : fmt::format("[{}]", list);
}

std::string contains_pattern(std::string_view part) {
  std::string pattern = "%";
  for (const char c : part) {
    if (c == '%' || c == '_' || c == '\\') {
      pattern += '\\';
    }
    pattern += c;
  }
  return pattern + '%';
}

}  // namespace shop::sql
