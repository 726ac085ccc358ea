// Copies members by name: from a row to a view, and from a request's body to a type of shop/.
#pragma once

#include <boost/describe.hpp>
#include <boost/mp11.hpp>
#include <optional>
#include <string_view>

namespace web {

namespace detail {

template <class T>
using MembersOf = boost::describe::describe_members<T, boost::describe::mod_public |
                                                           boost::describe::mod_inherited>;

template <class T>
void assign(T& to, const T& from) {
  to = from;
}
template <class T>
void assign(T& to, const std::optional<T>& from) {
  to = from.value_or(T{});
}

template <class T>
consteval bool has_member(std::string_view name) {
  bool is_there = false;
  boost::mp11::mp_for_each<MembersOf<T>>(
      [&](auto member) { is_there = is_there || name == member.name; });
  return is_there;
}

}  // namespace detail

// Returns a To whose members have the values of the members of `from` with the same names; an empty
// optional becomes T{} where To has no optional. Does not compile unless From has every member of
// To; it may have more. REQUIRES: both are described.
template <class To, class From>
To copy_fields(const From& from) {
  using Sources = detail::MembersOf<From>;
  To to;
  boost::mp11::mp_for_each<detail::MembersOf<To>>([&](auto target) {
    static_assert(detail::has_member<From>(target.name), "From has a member of each name of To");
    boost::mp11::mp_for_each<Sources>([&](auto source) {
      if constexpr (std::string_view(target.name) == source.name) {
        detail::assign(to.*target.pointer, from.*source.pointer);
      }
    });
  });
  return to;
}

}  // namespace web
