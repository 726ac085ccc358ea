#include "db/sqlite/search.h"

#include <algorithm>
#include <array>
#include <memory>
#include <new>
#include <optional>
#include <string>
#include <string_view>

#include <utf8proc.h>

namespace db {
namespace {

constexpr int kText = 0;
constexpr int kPart = 1;

bool is_ascii(char c) { return static_cast<unsigned char>(c) < 0x80; }

char ascii_lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 'a' - 'A') : c; }

// Appends the lower case of the character that `text` begins with; returns its length in `text`.
std::size_t append_lower(std::string_view text, std::string& folded) {
  utf8proc_int32_t character = 0;
  const auto length = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                                       static_cast<utf8proc_ssize_t>(text.size()), &character);
  if (length <= 0) {
    folded += text.front();
    return 1;
  }
  std::array<utf8proc_uint8_t, 4> bytes{};
  const auto size = utf8proc_encode_char(utf8proc_tolower(character), bytes.data());
  folded.append(reinterpret_cast<const char*>(bytes.data()), static_cast<std::size_t>(size));
  return static_cast<std::size_t>(length);
}

void fold(std::string_view text, std::string& folded) {
  folded.clear();
  while (!text.empty()) {
    const auto* const run_end = std::ranges::find_if_not(text, is_ascii);
    const auto run = static_cast<std::size_t>(run_end - text.begin());
    const auto written = folded.size();
    folded.resize(written + run);
    std::transform(text.begin(), run_end, folded.begin() + static_cast<std::ptrdiff_t>(written),
                   ascii_lower);
    text.remove_prefix(run);
    if (!text.empty()) {
      text.remove_prefix(append_lower(text, folded));
    }
  }
}

// The state that a statement keeps from row to row.
struct Search {
  std::string part;    // folded
  std::string folded;  // the text of the row
};

std::optional<std::string_view> text_of(sqlite3_value* value) {
  const auto* text = sqlite3_value_text(value);  // before the size, which it may change
  const auto size = static_cast<std::size_t>(sqlite3_value_bytes(value));
  return text == nullptr
             ? std::nullopt
             : std::optional(std::string_view(reinterpret_cast<const char*>(text), size));
}

bool contains(Search& search, std::string_view text) {
  fold(text, search.folded);
  return search.folded.contains(search.part);
}

std::unique_ptr<Search> search_for(std::string_view part) {
  auto search = std::make_unique<Search>();
  fold(part, search->part);
  return search;
}

void answer(sqlite3_context* context, sqlite3_value** arguments) {
  const auto text = text_of(arguments[kText]);
  const auto part = text_of(arguments[kPart]);
  if (!text || !part) {
    sqlite3_result_null(context);
    return;
  }
  if (auto* kept = static_cast<Search*>(sqlite3_get_auxdata(context, kPart))) {
    sqlite3_result_int(context, contains(*kept, *text) ? 1 : 0);
    return;
  }
  auto search = search_for(*part);
  sqlite3_result_int(context, contains(*search, *text) ? 1 : 0);
  sqlite3_set_auxdata(context, kPart, search.release(),
                      [](void* kept) { delete static_cast<Search*>(kept); });
}

// Catches everything: no exception may pass through SQLite's C code.
void contains_ignoring_case(sqlite3_context* context, int /*count*/, sqlite3_value** arguments) {
  try {
    answer(context, arguments);
  } catch (const std::bad_alloc&) {
    sqlite3_result_error_nomem(context);
  }
}

}  // namespace

int add_search(sqlite3& connection) {
  return sqlite3_create_function_v2(&connection, "contains_ignoring_case", 2,
                                    SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS, nullptr,
                                    contains_ignoring_case, nullptr, nullptr, nullptr);
}

}  // namespace db
