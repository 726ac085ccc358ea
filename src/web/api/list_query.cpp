#include "web/api/list_query.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/text.h"

namespace web {
namespace {

constexpr int kMaxPage = 1'000'000;
constexpr int kPerPage = 50;

std::optional<std::int64_t> positive_number(std::string_view text, std::int64_t max) {
  std::int64_t value = 0;
  const auto* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, value);
  const bool is_whole = error == std::errc{} && stop == end;
  return is_whole && value >= 1 && value <= max ? std::optional(value) : std::nullopt;
}

base::Result<int> read_number(const net::Query& query, std::string_view name, int default_value,
                              int max) {
  const auto text = query.find(name);
  if (!text) {
    return default_value;
  }
  const auto value = positive_number(*text, max);
  if (!value) {
    return base::invalid(fmt::format("`{}` must be a whole number from 1 to {}.", name, max));
  }
  return static_cast<int>(*value);
}

base::Result<void> check_names(const net::Query& query, std::span<const std::string_view> filters) {
  std::vector<std::string_view> known{"page", "per_page", "sort"};
  known.insert(known.end(), filters.begin(), filters.end());
  std::vector<std::string_view> seen;
  for (const auto& [name, value] : query) {
    if (std::ranges::find(known, name) == known.end()) {
      const auto near = base::nearest(name, known);
      return base::invalid(near.empty() ? fmt::format("This list takes {}.", fmt::join(known, ", "))
                                        : fmt::format("This list has no `{}`; did you mean `{}`?",
                                                      base::shorten(name, 40), near));
    }
    if (std::ranges::find(seen, name) != seen.end()) {
      return base::invalid(fmt::format("`{}` must be given once.", name));
    }
    seen.push_back(name);
  }
  return {};
}

}  // namespace

base::Result<shop::Page> read_page(const net::Query& query,
                                   std::span<const std::string_view> filters) {
  if (auto checked = check_names(query, filters); !checked) {
    return std::unexpected(std::move(checked.error()));
  }
  const auto page = read_number(query, "page", 1, kMaxPage);
  if (!page) {
    return std::unexpected(page.error());
  }
  const auto per_page = read_number(query, "per_page", kPerPage, kMaxPerPage);
  if (!per_page) {
    return std::unexpected(per_page.error());
  }
  return shop::Page{.offset = (*page - 1) * *per_page, .limit = *per_page};
}

base::Error unknown_column(std::span<const std::string_view> columns) {
  return {base::ErrorKind::invalid,
          fmt::format("`sort` must be one of {}; a leading - turns the order round.",
                      fmt::join(columns, ", "))};
}

base::Result<std::optional<bool>> read_flag(const net::Query& query, std::string_view name) {
  const auto text = query.find(name);
  if (!text) {
    return std::nullopt;
  }
  if (*text != "true" && *text != "false") {
    return base::invalid(fmt::format("`{}` must be true or false.", name));
  }
  return *text == "true";
}

base::Result<std::optional<std::int64_t>> read_id(const net::Query& query, std::string_view name) {
  const auto text = query.find(name);
  if (!text) {
    return std::nullopt;
  }
  const auto id = positive_number(*text, INT64_MAX);
  if (!id) {
    return base::invalid(fmt::format("`{}` must be a positive whole number.", name));
  }
  return id;
}

std::optional<std::string> read_text(const net::Query& query, std::string_view name) {
  const auto text = query.find(name);
  return text && !text->empty() ? std::optional(std::string(*text)) : std::nullopt;
}

}  // namespace web
