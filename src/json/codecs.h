// The codecs of json.h; include that.
#pragma once

#include <limits>

#include "base/enum_text.h"
#include "json/json.h"

namespace json {

namespace detail {

template <class T>
using MembersOf = boost::describe::describe_members<T, boost::describe::mod_public |
                                                           boost::describe::mod_inherited>;

// The described name without the underscore that tells it from a keyword.
constexpr std::string_view field_name(const char* member) {
  const std::string_view name = member;
  return name.ends_with('_') ? name.substr(0, name.size() - 1) : name;
}

// True for members that are left out of the text when they are empty.
template <class T>
constexpr bool kIsOptional = false;
template <class T>
constexpr bool kIsOptional<std::optional<T>> = true;
template <class T>
constexpr bool kIsOptional<Boxed<T>> = true;

// The first key of `json` that is not a field of T.
template <class T>
std::string_view unknown_field(const boost::json::object& json) {
  for (const auto& [key, unused] : json) {
    bool is_known = false;
    boost::mp11::mp_for_each<MembersOf<T>>(
        [&](auto member) { is_known = is_known || field_name(member.name) == key; });
    if (!is_known) {
      return key;
    }
  }
  return {};
}

bool decode_signed(const boost::json::value& json, std::int64_t min, std::int64_t max,
                   std::int64_t& into, Reader& reader);

// std::optional and Boxed: null or a value.
template <class Holder, class T>
struct OptionalCodec {
  static boost::json::value encode(const Holder& value, boost::json::storage_ptr storage) {
    return value ? Codec<T>::encode(*value, std::move(storage))
                 : boost::json::value(nullptr, std::move(storage));
  }
  static bool decode(const boost::json::value& json, Holder& into, Reader& reader) {
    if (json.is_null()) {
      into.reset();
      return true;
    }
    return Codec<T>::decode(json, into.emplace(), reader);
  }
};

}  // namespace detail

template <class T>
concept DescribedStruct = boost::describe::has_describe_members<T>::value && std::is_class_v<T>;
using base::DescribedEnum;
template <class T>
concept Integer = std::integral<T> && !std::same_as<T, bool> && sizeof(T) <= 8 &&
                  (std::is_signed_v<T> || sizeof(T) < 8);

template <>
struct Codec<boost::json::value> {
  static boost::json::value encode(const boost::json::value& value,
                                   boost::json::storage_ptr storage) {
    return boost::json::value(value, std::move(storage));
  }
  static bool decode(const boost::json::value& json, boost::json::value& into, Reader&) {
    into = json;  // copies into the target's own memory
    return true;
  }
};

template <>
struct Codec<bool> {
  static boost::json::value encode(bool value, boost::json::storage_ptr storage) {
    return boost::json::value(value, std::move(storage));
  }
  static bool decode(const boost::json::value& json, bool& into, Reader& reader);
};

template <Integer T>
struct Codec<T> {
  static boost::json::value encode(T value, boost::json::storage_ptr storage) {
    return boost::json::value(std::int64_t{value}, std::move(storage));
  }
  static bool decode(const boost::json::value& json, T& into, Reader& reader) {
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
struct Codec<std::string> {
  static boost::json::value encode(const std::string& value, boost::json::storage_ptr storage) {
    return boost::json::value(boost::json::string_view(value), std::move(storage));
  }
  static bool decode(const boost::json::value& json, std::string& into, Reader& reader);
};

template <>
struct Codec<base::Money> {
  static boost::json::value encode(base::Money value, boost::json::storage_ptr storage);
  static bool decode(const boost::json::value& json, base::Money& into, Reader& reader);
};

template <>
struct Codec<base::Percent> {
  static boost::json::value encode(base::Percent value, boost::json::storage_ptr storage);
  static bool decode(const boost::json::value& json, base::Percent& into, Reader& reader);
};

template <>
struct Codec<base::Timestamp> {
  static boost::json::value encode(base::Timestamp value, boost::json::storage_ptr storage);
  static bool decode(const boost::json::value& json, base::Timestamp& into, Reader& reader);
};

template <>
struct Codec<base::Coordinate> {
  static boost::json::value encode(base::Coordinate value, boost::json::storage_ptr storage);
  static bool decode(const boost::json::value& json, base::Coordinate& into, Reader& reader);
};

template <DescribedEnum T>
struct Codec<T> {
  static boost::json::value encode(T value, boost::json::storage_ptr storage) {
    const auto name = detail::field_name(boost::describe::enum_to_string(value, ""));
    return boost::json::value(boost::json::string_view(name), std::move(storage));
  }
  static bool decode(const boost::json::value& json, T& into, Reader& reader) {
    std::string name;
    if (!Codec<std::string>::decode(json, name, reader)) {
      return false;
    }
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
struct Codec<std::optional<T>> : detail::OptionalCodec<std::optional<T>, T> {};
template <class T>
struct Codec<Boxed<T>> : detail::OptionalCodec<Boxed<T>, T> {};

template <class T>
struct Codec<std::vector<T>> {
  static boost::json::value encode(const std::vector<T>& values, boost::json::storage_ptr storage) {
    boost::json::array array(storage);
    array.reserve(values.size());
    for (const auto& value : values) {
      array.push_back(Codec<T>::encode(value, storage));
    }
    return array;
  }
  static bool decode(const boost::json::value& json, std::vector<T>& into, Reader& reader) {
    const auto* array = json.if_array();
    if (!array) {
      return reader.fail("must be a list");
    }
    into.clear();
    into.reserve(array->size());
    for (std::size_t i = 0; i < array->size(); ++i) {
      T value{};
      if (!Codec<T>::decode((*array)[i], value, reader)) {
        return reader.fail_at(i);
      }
      into.push_back(std::move(value));
    }
    return true;
  }
};

template <class T>
struct Codec<std::map<std::string, T>> {
  static boost::json::value encode(const std::map<std::string, T>& values,
                                   boost::json::storage_ptr storage) {
    boost::json::object object(storage);
    for (const auto& [key, value] : values) {
      object.emplace(key, Codec<T>::encode(value, storage));
    }
    return object;
  }
  static bool decode(const boost::json::value& json, std::map<std::string, T>& into,
                     Reader& reader) {
    const auto* object = json.if_object();
    if (!object) {
      return reader.fail("must be an object");
    }
    into.clear();
    for (const auto& [key, value] : *object) {
      if (!Codec<T>::decode(value, into[std::string(key)], reader)) {
        return reader.fail_in(key);
      }
    }
    return true;
  }
};

template <DescribedStruct T>
struct Codec<T> {
  static boost::json::value encode(const T& value, boost::json::storage_ptr storage) {
    boost::json::object object(storage);
    boost::mp11::mp_for_each<detail::MembersOf<T>>([&](auto member) {
      using Member = std::remove_cvref_t<decltype(value.*member.pointer)>;
      const Member& field = value.*member.pointer;
      if constexpr (detail::kIsOptional<Member>) {
        if (!field) {
          return;
        }
      }
      object.emplace(detail::field_name(member.name), Codec<Member>::encode(field, storage));
    });
    return object;
  }

  static bool decode(const boost::json::value& json, T& into, Reader& reader) {
    const auto* object = json.if_object();
    if (!object) {
      return reader.fail("must be an object");
    }
    bool is_good = true;
    std::size_t seen = 0;
    boost::mp11::mp_for_each<detail::MembersOf<T>>([&](auto member) {
      if (is_good) {
        is_good = decode_member(*object, member, into, seen, reader);
      }
    });
    if (!is_good || !reader.is_strict() || seen == object->size()) {
      return is_good;
    }
    reader.fail("is not a known field");
    return reader.fail_in(detail::unknown_field<T>(*object));
  }

 private:
  template <class Descriptor>
  static bool decode_member(const boost::json::object& object, Descriptor member, T& into,
                            std::size_t& seen, Reader& reader) {
    using Member = std::remove_cvref_t<decltype(into.*member.pointer)>;
    const auto name = detail::field_name(member.name);
    const auto* json = object.if_contains(name);
    if (!json) {
      if (detail::kIsOptional<Member> || !reader.is_strict()) {
        return true;
      }
      reader.fail("is missing");
      return reader.fail_in(name);
    }
    ++seen;
    return Codec<Member>::decode(*json, into.*member.pointer, reader) || reader.fail_in(name);
  }
};

}  // namespace json
