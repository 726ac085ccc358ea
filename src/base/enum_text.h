// Enums by the names of their values: how they are stored and sent.
#pragma once

#include <algorithm>
#include <boost/describe.hpp>
#include <boost/mp11.hpp>
#include <cstddef>
#include <optional>
#include <string_view>

#include "base/check.h"

namespace base {

template <class E>
concept DescribedEnum = boost::describe::has_describe_enumerators<E>::value;

// The names of an enum's values: its enumerators'. Specialized where a table has them.
template <DescribedEnum E>
struct EnumNames {
  // Empty: the value is no enumerator.
  static std::string_view text(E value) { return boost::describe::enum_to_string(value, ""); }

  static std::optional<E> find(std::string_view text) {
    std::optional<E> found;
    boost::mp11::mp_for_each<boost::describe::describe_enumerators<E>>([&](auto enumerator) {
      if (text == enumerator.name) {
        found = enumerator.value;
      }
    });
    return found;
  }

  // Bytes of the longest name.
  static constexpr std::size_t longest() {
    std::size_t bytes = 0;
    boost::mp11::mp_for_each<boost::describe::describe_enumerators<E>>([&](auto enumerator) {
      bytes = std::max(bytes, std::string_view(enumerator.name).size());
    });
    return bytes;
  }
};

template <DescribedEnum E>
std::string_view text_of(E value) {
  const auto text = EnumNames<E>::text(value);
  base::check(!text.empty(), "the enum holds one of its values");
  return text;
}

// Empty: no value has that name.
template <DescribedEnum E>
std::optional<E> find_enum(std::string_view text) {
  return EnumNames<E>::find(text);
}

}  // namespace base
