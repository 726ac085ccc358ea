// Writes described structs as lines of CSV or JSON, for exports.
#pragma once

#include <boost/describe.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <boost/mp11.hpp>
#include <concepts>
#include <optional>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "base/clock.h"
#include "base/money.h"
#include "json/json.h"
#include "shop/core/enum_text.h"

namespace shop {

// A field of a CSV line, quoted where RFC 4180 requires it. A text that a spreadsheet would run as
// a formula gets a leading apostrophe.
std::string csv_field(std::string_view text);

namespace detail {

template <class T>
concept Number = std::integral<T> && !std::same_as<T, bool>;

inline std::string csv_of(const std::string& value) { return csv_field(value); }
inline std::string csv_of(bool value) { return value ? "true" : "false"; }
inline std::string csv_of(Number auto value) { return fmt::to_string(value); }
inline std::string csv_of(base::Money value) { return value.decimal(); }
inline std::string csv_of(base::Percent value) { return fmt::to_string(value.value()); }
inline std::string csv_of(base::Timestamp value) { return base::format_rfc3339(value); }
inline std::string csv_of(DescribedEnum auto value) { return std::string(text_of(value)); }
template <class T>
std::string csv_of(const std::optional<T>& value) {
  return value ? csv_of(*value) : "";
}

template <class T>
using Fields = boost::describe::describe_members<T, boost::describe::mod_public>;

// Joins what `write` returns for each member of T with commas.
template <class T, class Write>
std::string joined(Write write) {
  std::string line;
  bool is_first = true;
  boost::mp11::mp_for_each<Fields<T>>([&](auto member) {
    line += is_first ? "" : ",";
    line += write(member);
    is_first = false;
  });
  return line;
}

}  // namespace detail

// The column names, and one record; each ends with a newline. An empty optional is an empty field.
template <class T>
std::string csv_header() {
  return detail::joined<T>([](auto member) { return std::string(member.name); }) + "\n";
}
template <class T>
std::string csv_line(const T& record) {
  return detail::joined<T>([&](auto member) { return detail::csv_of(record.*member.pointer); }) +
         "\n";
}

// One JSON object without a newline: money as a decimal string, times in RFC 3339, null for an
// empty optional.
template <class T>
std::string json_object(const T& record) {
  boost::json::object object;
  boost::mp11::mp_for_each<detail::Fields<T>>(
      [&](auto member) { object.emplace(member.name, json::encode(record.*member.pointer)); });
  return boost::json::serialize(object);
}

}  // namespace shop
