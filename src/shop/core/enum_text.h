// Described enums stand in the database under the names of their enumerators.
#pragma once

#include <boost/describe.hpp>
#include <string>
#include <string_view>

#include "base/check.h"
#include "db/core/failure.h"
#include "db/core/value.h"

namespace shop {

template <class E>
concept DescribedEnum = boost::describe::has_describe_enumerators<E>::value;

template <DescribedEnum E>
std::string_view text_of(E value) {
  const char* name = boost::describe::enum_to_string(value, nullptr);
  base::check(name != nullptr, "the enum holds one of its enumerators");
  return name;
}

template <DescribedEnum E>
db::Value to_value(E value) {
  return db::to_value(text_of(value));
}

// Throws db::Failure (defect) for a text that is no enumerator, such as one of a newer program.
template <DescribedEnum E>
void from_cell(db::Engine engine, const db::Cell& cell, E& out) {
  std::string text;
  db::from_cell(engine, cell, text);
  if (!boost::describe::enum_from_string(text.c_str(), out)) {
    throw db::Failure(db::FailureKind::defect, "unknown value in the database: " + text);
  }
}

}  // namespace shop
