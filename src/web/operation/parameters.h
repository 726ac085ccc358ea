// Decodes the parameters of a path and a query into a described struct.
#pragma once

#include <boost/json/value.hpp>
#include <span>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "json/schema.h"
#include "net/core/query.h"
#include "net/server/router.h"
#include "web/operation/operation.h"

namespace web {

// Named by the framework, not by an operation: which fields of the answer are wanted.
inline constexpr std::string_view kFieldsParameter = "fields";

namespace detail {

template <class T>
struct Unwrapped {
  using Type = T;
};
template <class T>
struct Unwrapped<std::optional<T>> {
  using Type = T;
};

// True for types that are numbers, true or false in JSON, and so must be told from texts.
template <class T>
bool is_bare() {
  const auto schema = json::schema_of<T>();
  const auto* type = schema.if_contains("type");
  return type && *type != "string";
}

// "12" as 12 and "true" as true; other texts stay texts, for the codec to refuse.
boost::json::value bare_value(std::string_view text);

// Problems: a name of the query that is not in `names`, or that is given twice.
Outcome<void> check_query(const net::Query& query, std::span<const std::string_view> names);

bool is_in_template(std::string_view path_template, std::string_view name);

template <class T>
std::vector<std::string_view> names_of() {
  std::vector<std::string_view> names;
  boost::mp11::mp_for_each<json::detail::MembersOf<T>>(
      [&](auto member) { names.push_back(json::detail::field_name(member.name)); });
  return names;
}

// A path that does not decode names nothing; an empty text that may be left out is none.
template <class Member>
Outcome<void> read_parameter(std::string_view name, std::string_view path_template,
                             const net::PathParameters& path, const net::Query& query,
                             Member& into) {
  using Value = Unwrapped<Member>::Type;
  const bool is_in_path = is_in_template(path_template, name);
  const auto text = is_in_path ? std::optional<std::string_view>(path.at(name)) : query.find(name);
  if (!text || (std::same_as<Member, std::optional<std::string>> && text->empty())) {
    return json::detail::kIsOptional<Member>
               ? Outcome<void>()
               : std::unexpected(invalid_parameter(std::string(name), "is missing", "missing"));
  }
  const auto value = json::read<Value>(
      is_bare<Value>() ? bare_value(*text) : boost::json::value(*text), json::Strictness::strict);
  if (!value) {
    return std::unexpected(is_in_path
                               ? Problem(kNotFound)
                               : invalid_parameter(std::string(name), value.error().problem));
  }
  into = *value;
  return {};
}

}  // namespace detail

// Problems: 404 for a parameter of the path, 400 for others that are wrong, missing, unknown or
// given twice.
template <class T>
Outcome<T> read_parameters(std::string_view path_template, const net::PathParameters& path,
                           const net::Query& query) {
  T parameters{};
  Outcome<void> outcome = detail::check_query(query, detail::names_of<T>());
  boost::mp11::mp_for_each<json::detail::MembersOf<T>>([&](auto member) {
    if (outcome) {
      outcome = detail::read_parameter(json::detail::field_name(member.name), path_template, path,
                                       query, parameters.*member.pointer);
    }
  });
  return outcome ? Outcome<T>(std::move(parameters)) : std::unexpected(std::move(outcome.error()));
}

template <class T>
std::vector<ParameterDescription> describe_parameters(std::string_view path_template) {
  std::vector<ParameterDescription> descriptions;
  boost::mp11::mp_for_each<json::detail::MembersOf<T>>([&](auto member) {
    using Member = std::remove_cvref_t<decltype(std::declval<T&>().*member.pointer)>;
    const auto name = json::detail::field_name(member.name);
    const bool is_in_path = detail::is_in_template(path_template, name);
    descriptions.push_back({.name = std::string(name),
                            .is_in_path = is_in_path,
                            .is_required = is_in_path || !json::detail::kIsOptional<Member>,
                            .schema = json::schema_of<Member>()});
  });
  return descriptions;
}

}  // namespace web
