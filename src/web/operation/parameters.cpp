#include "web/operation/parameters.h"

#include <algorithm>
#include <charconv>
#include <string>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/text.h"

namespace web::detail {
namespace {

constexpr std::size_t kShownBytesMax = 40;

}  // namespace

boost::json::value bare_value(std::string_view text) {
  if (text == "true" || text == "false") {
    return text == "true";
  }
  std::int64_t number = 0;
  const auto* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number);
  return error == std::errc{} && stop == end ? boost::json::value(number)
                                             : boost::json::value(text);
}

Outcome<void> check_query(const net::Query& query, std::span<const std::string_view> names) {
  std::vector<std::string_view> seen;
  for (const auto& [name, value] : query) {
    if (name != kFieldsParameter && std::ranges::find(names, name) == names.end()) {
      const auto near = base::nearest(name, names);
      return std::unexpected(invalid_parameter(
          base::shorten(name, kShownBytesMax),
          near.empty() ? fmt::format("is unknown here; there are {}", fmt::join(names, ", "))
                       : fmt::format("is unknown here; did you mean `{}`?", near),
          "unknown"));
    }
    if (std::ranges::find(seen, name) != seen.end()) {
      return std::unexpected(invalid_parameter(name, "must be given once", "repeated"));
    }
    seen.push_back(name);
  }
  return {};
}

bool is_in_template(std::string_view path_template, std::string_view name) {
  return path_template.contains(fmt::format("{{{}}}", name));
}

}  // namespace web::detail
