#include "shop/core/sql.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace shop::sql {

std::string in_ids(const db::Tx& tx, std::string_view parameter) {
  return tx.engine() == db::Engine::postgres
             ? fmt::format("= ANY(CAST({} AS bigint[]))", parameter)
             : fmt::format("IN (SELECT value FROM json_each({}))", parameter);
}

std::string ids_text(const db::Tx& tx, std::span<const std::int64_t> ids) {
  const auto list = fmt::to_string(fmt::join(ids, ","));
  return tx.engine() == db::Engine::postgres ? fmt::format("{{{}}}", list)
                                             : fmt::format("[{}]", list);
}

std::string part_parameter(const db::Tx& tx, std::string_view part) {
  if (tx.engine() == db::Engine::sqlite) {
    return std::string(part);
  }
  std::string pattern = "%";
  for (const char c : part) {
    if (c == '%' || c == '_' || c == '\\') {
      pattern += '\\';
    }
    pattern += c;
  }
  return pattern + '%';
}

std::string contains(const db::Tx& tx, std::string_view column, std::string_view parameter) {
  return tx.engine() == db::Engine::sqlite
             ? fmt::format("contains_ignoring_case({}, {})", column, parameter)
             : fmt::format(R"({} ILIKE {} COLLATE "und-x-icu" ESCAPE '\')", column, parameter);
}

}  // namespace shop::sql
