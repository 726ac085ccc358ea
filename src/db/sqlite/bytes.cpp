#include "db/sqlite/bytes.h"

#include <charconv>
#include <new>
#include <string>
#include <string_view>
#include <system_error>

namespace db {
namespace {

void answer_bytes(sqlite3_context* context, sqlite3_value* value) {
  constexpr int kHexadecimal = 16;
  const auto* text = sqlite3_value_text(value);
  const auto size = static_cast<std::size_t>(sqlite3_value_bytes(value));
  if (text == nullptr || size % 2 != 0) {
    sqlite3_result_null(context);
    return;
  }
  std::string bytes;
  bytes.reserve(size / 2);
  const std::string_view digits(reinterpret_cast<const char*>(text), size);
  for (std::size_t at = 0; at < size; at += 2) {
    unsigned byte = 0;
    const char* const end = digits.data() + at + 2;
    const auto [stop, error] = std::from_chars(digits.data() + at, end, byte, kHexadecimal);
    if (error != std::errc() || stop != end) {
      sqlite3_result_null(context);
      return;
    }
    bytes += static_cast<char>(byte);
  }
  sqlite3_result_blob64(context, bytes.data(), bytes.size(), SQLITE_TRANSIENT);
}

// Catches everything: no exception may pass through SQLite's C code.
void unhex(sqlite3_context* context, int /*count*/, sqlite3_value** arguments) {
  try {
    answer_bytes(context, arguments[0]);
  } catch (const std::bad_alloc&) {
    sqlite3_result_error_nomem(context);
  }
}

}  // namespace

int add_unhex(sqlite3& connection) {
  return sqlite3_create_function_v2(&connection, "unhex", 1,
                                    SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS, nullptr,
                                    unhex, nullptr, nullptr, nullptr);
}

}  // namespace db
