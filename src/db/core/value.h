// Parameters and cells: the types that both engines store, and how C++ types map to them.
#pragma once

#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "base/clock.h"
#include "base/coordinate.h"
#include "base/enum_text.h"
#include "base/money.h"

namespace db {

enum class Engine { postgres, sqlite };

// A statement's parameter. How a type is stored, on PostgreSQL and on SQLite:
//
//   enum        its name       its name
//   bool        boolean        0 or 1
//   Money       NUMERIC(14,2)  integer, hundredths
//   Percent     integer        integer
//   Coordinate  NUMERIC(9,6)   integer, microdegrees
//   Timestamp   timestamptz    text "2026-11-24T07:21:50.123456Z": of fixed width, so that it sorts
using Value = std::variant<std::monostate, bool, std::int64_t, std::string, base::Money,
                           base::Timestamp, base::Coordinate>;

// A column of a result row as the driver hands it over: NULL, an integer (SQLite) or text.
using Cell = std::variant<std::monostate, std::int64_t, std::string>;

inline Value to_value(bool value) { return value; }
template <std::integral T>
  requires(!std::same_as<T, bool>)
Value to_value(T value) {
  return static_cast<std::int64_t>(value);
}
inline Value to_value(std::string value) { return value; }
inline Value to_value(std::string_view value) { return std::string(value); }
inline Value to_value(const char* value) { return std::string(value); }
inline Value to_value(base::Money value) { return value; }
inline Value to_value(base::Percent value) { return static_cast<std::int64_t>(value.value()); }
inline Value to_value(base::Timestamp value) { return value; }
inline Value to_value(base::Coordinate value) { return value; }
template <base::DescribedEnum E>
Value to_value(E value) {
  return std::string(base::text_of(value));
}
template <class T>
Value to_value(const std::optional<T>& value) {
  return value ? to_value(*value) : Value{};
}

// Reads a cell into `out`. Throws Failure (defect) when the column does not hold that type; NULL is
// read only by std::optional.
void from_cell(Engine engine, const Cell& cell, bool& out);
void from_cell(Engine engine, const Cell& cell, std::int64_t& out);
void from_cell(Engine engine, const Cell& cell, int& out);
void from_cell(Engine engine, const Cell& cell, std::string& out);
void from_cell(Engine engine, const Cell& cell, base::Money& out);
void from_cell(Engine engine, const Cell& cell, base::Percent& out);
void from_cell(Engine engine, const Cell& cell, base::Timestamp& out);
void from_cell(Engine engine, const Cell& cell, base::Coordinate& out);
// Also throws for a text that names no value, such as one of a newer program.
[[noreturn]] void throw_unknown_value(const std::string& text);
template <base::DescribedEnum E>
void from_cell(Engine engine, const Cell& cell, E& out) {
  std::string text;
  from_cell(engine, cell, text);
  const auto value = base::find_enum<E>(text);
  if (!value) {
    throw_unknown_value(text);
  }
  out = *value;
}
template <class T>
void from_cell(Engine engine, const Cell& cell, std::optional<T>& out) {
  if (std::holds_alternative<std::monostate>(cell)) {
    out.reset();
  } else {
    from_cell(engine, cell, out.emplace());
  }
}

}  // namespace db
