// The columns of a described struct, for statements that read or write all of it.
//
//   fmt::format("SELECT {} FROM products p", db::columns<Product>("p"))  // "SELECT p.id, p.city,
//   …"
#pragma once

#include <algorithm>
#include <array>
#include <boost/mp11.hpp>
#include <concepts>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "db/core/tx.h"
#include "db/core/value.h"

namespace db {

namespace detail {

template <class T>
constexpr auto names_of_members() {
  std::array<std::string_view, boost::mp11::mp_size<Members<T>>::value> names;
  std::size_t next = 0;
  boost::mp11::mp_for_each<Members<T>>([&](auto member) { names[next++] = member.name; });
  return names;
}

}  // namespace detail

// The names of T's columns: those of its bases first, then its own as they are described.
template <class T>
inline constexpr auto kColumnNames = detail::names_of_members<T>();

// A list of T's columns as text, which fmt::format takes. Made by `columns`.
template <class T>
class ColumnList {
 public:
  consteval ColumnList(auto table_of) {
    for (const auto name : kColumnNames<T>) {
      const std::string_view table = table_of(name);
      append(size_ == 0 ? "" : ", ");
      append(table);
      append(table.empty() ? "" : ".");
      append(name);
    }
  }

  constexpr std::string_view text() const { return {text_.data(), size_}; }

 private:
  static constexpr std::size_t kLongestTable = 16;
  static constexpr std::size_t capacity() {
    std::size_t size = 0;
    for (const auto name : kColumnNames<T>) {
      size += kLongestTable + name.size() + 3;
    }
    return size;
  }

  constexpr void append(std::string_view part) {
    for (const char c : part) {
      text_[size_++] = c;
    }
  }

  std::array<char, capacity()> text_{};
  std::size_t size_ = 0;
};

// "id, city", or of a table that the statement names "p.id, p.city".
template <class T>
consteval ColumnList<T> columns(std::string_view table = "") {
  return ColumnList<T>([=](std::string_view) { return table; });
}

// As above for rows of a join: the columns of the given names are those of `other`, the rest those
// of `table`. A name that T has not does not compile.
template <class T, std::convertible_to<std::string_view>... Names>
consteval ColumnList<T> columns(std::string_view table, std::string_view other, Names... names) {
  const std::array<std::string_view, sizeof...(Names)> others{names...};
  for (const auto name : others) {
    if (std::ranges::find(kColumnNames<T>, name) == kColumnNames<T>.end()) {
      throw "T has no such column";
    }
  }
  return ColumnList<T>([=](std::string_view name) {
    return std::ranges::find(others, name) == others.end() ? table : other;
  });
}

// "$3, $4": a parameter for each column of T, counted from `first`.
template <class T>
std::string parameters(std::size_t first = 1) {
  std::string text;
  for (std::size_t i = 0; i < kColumnNames<T>.size(); ++i) {
    text += fmt::format("{}${}", i == 0 ? "" : ", ", first + i);
  }
  return text;
}

// Adds what those parameters stand for.
template <class T>
void append_values(std::vector<Value>& values, const T& record) {
  boost::mp11::mp_for_each<detail::Members<T>>(
      [&](auto member) { values.push_back(to_value(record.*member.pointer)); });
}

}  // namespace db

template <class T>
struct fmt::formatter<db::ColumnList<T>> : fmt::formatter<std::string_view> {
  auto format(const db::ColumnList<T>& list, auto& context) const {
    return fmt::formatter<std::string_view>::format(list.text(), context);
  }
};
