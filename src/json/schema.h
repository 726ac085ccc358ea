// JSON Schemas (draft 2020-12) of the types that json.h reads and writes, from the same
// descriptions: what is encoded fits the schema, and what the strict decoder takes does, too.
#pragma once

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <type_traits>
#include <vector>

#include "json/json.h"

namespace json {

// The schema of a type; beside a Codec of one's own stands a Schema of one's own.
template <class T>
struct Schema;

template <class T>
boost::json::object schema_of() {
  return Schema<T>::make();
}

// {"type":"integer","minimum":…,"maximum":…}
boost::json::object whole_number_schema(std::int64_t min, std::int64_t max);

template <>
struct Schema<boost::json::value> {
  static boost::json::object make() { return {}; }  // anything
};
template <>
struct Schema<bool> {
  static boost::json::object make() { return {{"type", "boolean"}}; }
};
template <>
struct Schema<std::string> {
  static boost::json::object make() { return {{"type", "string"}}; }
};
template <>
struct Schema<base::Money> {
  static boost::json::object make();
};
template <>
struct Schema<base::Percent> {
  static boost::json::object make() { return whole_number_schema(0, 100); }
};
template <>
struct Schema<base::Timestamp> {
  static boost::json::object make() { return {{"type", "string"}, {"format", "date-time"}}; }
};
template <>
struct Schema<base::Coordinate> {
  static boost::json::object make() {
    return {{"type", "number"}, {"minimum", -180}, {"maximum", 180}};
  }
};

template <Integer T>
struct Schema<T> {
  static boost::json::object make() {
    return sizeof(T) == sizeof(std::int64_t)
               ? boost::json::object{{"type", "integer"}, {"format", "int64"}}
               : whole_number_schema(std::numeric_limits<T>::min(), std::numeric_limits<T>::max());
  }
};

template <DescribedEnum T>
struct Schema<T> {
  static boost::json::object make() {
    boost::json::array names;
    boost::mp11::mp_for_each<boost::describe::describe_enumerators<T>>(
        [&](auto enumerator) { names.emplace_back(detail::field_name(enumerator.name)); });
    return {{"type", "string"}, {"enum", std::move(names)}};
  }
};

// Left out rather than null when it is empty; null is read as empty.
template <class T>
struct Schema<std::optional<T>> : Schema<T> {};
template <class T>
struct Schema<Boxed<T>> : Schema<T> {};

template <class T>
struct Schema<std::vector<T>> {
  static boost::json::object make() { return {{"type", "array"}, {"items", schema_of<T>()}}; }
};

template <class T>
struct Schema<std::map<std::string, T>> {
  static boost::json::object make() {
    return {{"type", "object"}, {"additionalProperties", schema_of<T>()}};
  }
};

template <DescribedStruct T>
struct Schema<T> {
  static boost::json::object make() {
    boost::json::object properties;
    boost::json::array required;
    boost::mp11::mp_for_each<detail::MembersOf<T>>([&](auto member) {
      using Member = std::remove_cvref_t<decltype(std::declval<T&>().*member.pointer)>;
      const auto name = detail::field_name(member.name);
      properties.emplace(name, schema_of<Member>());
      if (!detail::kIsOptional<Member>) {
        required.emplace_back(name);
      }
    });
    boost::json::object schema{
        {"type", "object"}, {"properties", std::move(properties)}, {"additionalProperties", false}};
    if (!required.empty()) {
      schema.emplace("required", std::move(required));
    }
    return schema;
  }
};

}  // namespace json
