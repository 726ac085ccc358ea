// The codecs of json.h; include that.
#pragma once

#include <limits>

#include "net/json.h"

namespace net {

namespace detail {

template <class T>
using MembersOf = boost::describe::describe_members<T, boost::describe::mod_public |
                                                           boost::describe::mod_inherited>;

// The described name without the underscore that keeps it apart from a keyword.
constexpr std::string_view field_name(const char* member) {
  const std::string_view name = member;
  return name.ends_with('_') ? name.substr(0, name.size() - 1) : name;
}

// False for members that are left out of the text when they are empty.
template <class T>
constexpr bool kIsOptional = false;
template <class T>
constexpr bool kIsOptional<std::optional<T>> = true;
template <class T>
constexpr bool kIsOptional<Boxed<T>> = true;

// The first key of `json` that is no field of T.
template <class T>
std::string_view unknown_field(const boost::json::object& json) {
  for (const auto& [key, unused] : json) {
    bool is_known = false;
    boost::mp11::mp_for_each<MembersOf<T>>(
        [&](auto member) { is_known = is_known || field_name(member.name) == key; });
    if (!is_known) return key;
  }
  return {};
}

bool decode_signed(const boost::json::value& json, std::int64_t lowest, std::int64_t highest,
                   std::int64_t& into, JsonReader& reader);

// std::optional and Boxed: null or a value.
template <class Holder, class T>
struct OptionalCodec {
  static boost::json::value encode(const Holder& value, boost::json::storage_ptr storage) {
    return value ? JsonCodec<T>::encode(*value, std::move(storage))
                 : boost::json::value(nullptr, std::move(storage));
  }
  static bool decode(const boost::json::value& json, Holder& into, JsonReader& reader) {
    if (json.is_null()) {
      into.reset();
      return true;
    }
    return JsonCodec<T>::decode(json, into.emplace(), reader);
  }
};

}  // namespace detail

template <class T>
concept DescribedStruct = boost::describe::has_describe_members<T>::value && std::is_class_v<T>;
template <class T>
concept DescribedEnum = boost::describe::has_describe_enumerators<T>::value;
template <class T>
concept Integer = std::integral<T> && !std::same_as<T, bool> && sizeof(T) <= 8 &&
                  (std::is_signed_v<T> || sizeof(T) < 8);

template <>
struct JsonCodec<boost::json::value> {
  static boost::json::value encode(const boost::json::value& value,
                                   boost::json::storage_ptr storage) {
    return boost::json::value(value, std::move(storage));
  }
  static bool decode(const boost::json::value& json, boost::json::value& into, JsonReader&) {
    into = json;  // copies into the target's own memory
    return true;
  }
};

template <>
struct JsonCodec<bool> {
  static boost::json::value encode(bool value, boost::json::storage_ptr storage) {
    return boost::json::value(value, std::move(storage));
  }
  static bool decode(const boost::json::value& json, bool& into, JsonReader& reader);
};

template <Integer T>
struct JsonCodec<T> {
  static boost::json::value encode(T value, boost::json::storage_ptr storage) {
    return boost::json::value(std::int64_t{value}, std::move(storage));
  }
  static bool decode(const boost::json::value& json, T& into, JsonReader& reader) {
    std::int64_t value = 0;
    if (!detail::decode_signed(json, std::numeric_limits<T>::min(), std::numeric_limits<T>::max(),
                               value, reader)) {
      return false;
    }
    into = static_cast<T>(value);
    return true;
  }
};

template <>
struct JsonCodec<std::string> {
  static boost::json::value encode(const std::string& value, boost::json::storage_ptr storage) {
    return boost::json::value(boost::json::string_view(value), std::move(storage));
  }
  static bool decode(const boost::json::value& json, std::string& into, JsonReader& reader);
};

template <>
struct JsonCodec<base::Money> {
  static boost::json::value encode(base::Money value, boost::json::storage_ptr storage);
  static bool decode(const boost::json::value& json, base::Money& into, JsonReader& reader);
};

template <>
struct JsonCodec<base::Percent> {
  static boost::json::value encode(base::Percent value, boost::json::storage_ptr storage);
  static bool decode(const boost::json::value& json, base::Percent& into, JsonReader& reader);
};

template <>
struct JsonCodec<base::Timestamp> {
  static boost::json::value encode(base::Timestamp value, boost::json::storage_ptr storage);
  static bool decode(const boost::json::value& json, base::Timestamp& into, JsonReader& reader);
};

template <>
struct JsonCodec<base::Coordinate> {
  static boost::json::value encode(base::Coordinate value, boost::json::storage_ptr storage);
  static bool decode(const boost::json::value& json, base::Coordinate& into, JsonReader& reader);
};

template <DescribedEnum T>
struct JsonCodec<T> {
  static boost::json::value encode(T value, boost::json::storage_ptr storage) {
    const auto name = detail::field_name(boost::describe::enum_to_string(value, ""));
    return boost::json::value(boost::json::string_view(name), std::move(storage));
  }
  static bool decode(const boost::json::value& json, T& into, JsonReader& reader) {
    std::string name;
    if (!JsonCodec<std::string>::decode(json, name, reader)) return false;
    bool is_found = false;
    std::string names;
    boost::mp11::mp_for_each<boost::describe::describe_enumerators<T>>([&](auto enumerator) {
      const auto candidate = detail::field_name(enumerator.name);
      if (candidate == name) {
        into = enumerator.value;
        is_found = true;
      }
      names.append(names.empty() ? "" : ", ").append(candidate);
    });
    return is_found || reader.fail("must be one of " + names);
  }
};

template <class T>
struct JsonCodec<std::optional<T>> : detail::OptionalCodec<std::optional<T>, T> {};
template <class T>
struct JsonCodec<Boxed<T>> : detail::OptionalCodec<Boxed<T>, T> {};

template <class T>
struct JsonCodec<std::vector<T>> {
  static boost::json::value encode(const std::vector<T>& values, boost::json::storage_ptr storage) {
    boost::json::array array(storage);
    array.reserve(values.size());
    for (const auto& value : values) array.push_back(JsonCodec<T>::encode(value, storage));
    return array;
  }
  static bool decode(const boost::json::value& json, std::vector<T>& into, JsonReader& reader) {
    const auto* array = json.if_array();
    if (!array) return reader.fail("must be a list");
    into.clear();
    into.reserve(array->size());
    for (std::size_t i = 0; i < array->size(); ++i) {
      T value{};
      if (!JsonCodec<T>::decode((*array)[i], value, reader)) return reader.fail_at(i);
      into.push_back(std::move(value));
    }
    return true;
  }
};

template <class T>
struct JsonCodec<std::map<std::string, T>> {
  static boost::json::value encode(const std::map<std::string, T>& values,
                                   boost::json::storage_ptr storage) {
    boost::json::object object(storage);
    for (const auto& [key, value] : values) {
      object.emplace(key, JsonCodec<T>::encode(value, storage));
    }
    return object;
  }
  static bool decode(const boost::json::value& json, std::map<std::string, T>& into,
                     JsonReader& reader) {
    const auto* object = json.if_object();
    if (!object) return reader.fail("must be an object");
    into.clear();
    for (const auto& [key, value] : *object) {
      if (!JsonCodec<T>::decode(value, into[std::string(key)], reader)) return reader.fail_in(key);
    }
    return true;
  }
};

template <DescribedStruct T>
struct JsonCodec<T> {
  static boost::json::value encode(const T& value, boost::json::storage_ptr storage) {
    boost::json::object object(storage);
    boost::mp11::mp_for_each<detail::MembersOf<T>>([&](auto member) {
      using Member = std::remove_cvref_t<decltype(value.*member.pointer)>;
      const Member& field = value.*member.pointer;
      if constexpr (detail::kIsOptional<Member>) {
        if (!field) return;
      }
      object.emplace(detail::field_name(member.name), JsonCodec<Member>::encode(field, storage));
    });
    return object;
  }

  static bool decode(const boost::json::value& json, T& into, JsonReader& reader) {
    const auto* object = json.if_object();
    if (!object) return reader.fail("must be an object");
    bool is_good = true;
    std::size_t seen = 0;
    boost::mp11::mp_for_each<detail::MembersOf<T>>([&](auto member) {
      if (is_good) is_good = decode_member(*object, member, into, seen, reader);
    });
    if (!is_good || !reader.is_strict() || seen == object->size()) return is_good;
    reader.fail("is not a known field");
    return reader.fail_in(detail::unknown_field<T>(*object));
  }

 private:
  template <class Descriptor>
  static bool decode_member(const boost::json::object& object, Descriptor member, T& into,
                            std::size_t& seen, JsonReader& reader) {
    using Member = std::remove_cvref_t<decltype(into.*member.pointer)>;
    const auto name = detail::field_name(member.name);
    const auto* json = object.if_contains(name);
    if (!json) {
      if (detail::kIsOptional<Member> || !reader.is_strict()) return true;
      reader.fail("is missing");
      return reader.fail_in(name);
    }
    ++seen;
    return JsonCodec<Member>::decode(*json, into.*member.pointer, reader) || reader.fail_in(name);
  }
};

}  // namespace net
