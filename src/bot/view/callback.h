// What a button sends back when it is pressed: a struct of numbers in at most 64 bytes.
//
//   struct ShowOffers {
//     static constexpr std::string_view tag = "offers";
//     std::int64_t product_id = 0;
//     int offset = 0;
//   };
//   BOOST_DESCRIBE_STRUCT(ShowOffers, (), (product_id, offset))
//
// travels as "offers.1z.0": the tag, then each member in base 36. Each tag belongs to one struct
// (the Router checks it). Nothing in it is trusted: the handler checks who presses against what it
// names.
#pragma once

#include <algorithm>
#include <boost/describe.hpp>
#include <boost/mp11.hpp>
#include <concepts>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

#include "base/money.h"

namespace bot {

// Bot API, InlineKeyboardButton.callback_data: 1–64 bytes.
inline constexpr std::size_t kMaxCallbackBytes = 64;

// Where a page of a list starts; the type keeps a forged one within bounds.
using Offset = std::uint16_t;

namespace detail {

// How a member is written as an integer: its bounds and the conversions. Specialized for every type
// that a callback may hold.
template <class T>
struct CallbackField;

template <std::integral T>
struct CallbackField<T> {
  static constexpr std::int64_t min = std::numeric_limits<T>::min();
  static constexpr std::int64_t max = std::numeric_limits<T>::max();
  static std::int64_t to_number(T value) { return value; }
  static std::optional<T> from_number(std::int64_t number) { return static_cast<T>(number); }
};

template <>
struct CallbackField<base::Money> {
  static constexpr std::int64_t min = -base::Money::max_hundredths;
  static constexpr std::int64_t max = base::Money::max_hundredths;
  static std::int64_t to_number(base::Money value) { return value.hundredths(); }
  static std::optional<base::Money> from_number(std::int64_t number) {
    return base::Money::hundredths(number);
  }
};

template <>
struct CallbackField<base::Percent> {
  static constexpr std::int64_t min = 0;
  static constexpr std::int64_t max = 100;
  static std::int64_t to_number(base::Percent value) { return value.value(); }
  static std::optional<base::Percent> from_number(std::int64_t number) {
    return *base::Percent::of(number);
  }
};

// An enum described with BOOST_DESCRIBE_ENUM; only its enumerators are read back.
template <class T>
  requires std::is_enum_v<T>
struct CallbackField<T> {
  static constexpr std::int64_t min = 0;
  static constexpr std::int64_t max = 255;
  static std::int64_t to_number(T value) { return static_cast<std::int64_t>(value); }
  static std::optional<T> from_number(std::int64_t number) {
    std::optional<T> found;
    boost::mp11::mp_for_each<boost::describe::describe_enumerators<T>>([&](auto enumerator) {
      if (to_number(enumerator.value) == number) {
        found = enumerator.value;
      }
    });
    return found;
  }
};

constexpr std::size_t base36_digits(std::uint64_t number) {
  std::size_t digits = 1;
  for (; number >= 36; number /= 36) {
    ++digits;
  }
  return digits;
}

// The longest that a member of type T can be, with its separator and sign.
template <class T>
constexpr std::size_t field_bytes() {
  using Field = CallbackField<T>;
  const auto magnitude = [](std::int64_t number) {
    return number < 0 ? std::uint64_t{0} - static_cast<std::uint64_t>(number)
                      : static_cast<std::uint64_t>(number);
  };
  return 1 + std::max(base36_digits(magnitude(Field::max)),
                      Field::min < 0 ? 1 + base36_digits(magnitude(Field::min)) : 0);
}

template <class T>
using CallbackMembers = boost::describe::describe_members<T, boost::describe::mod_public>;

template <class T>
constexpr std::size_t callback_bytes() {
  std::size_t bytes = T::tag.size();
  boost::mp11::mp_for_each<CallbackMembers<T>>([&](auto member) {
    using Member = std::remove_reference_t<decltype(std::declval<T&>().*member.pointer)>;
    bytes += field_bytes<Member>();
  });
  return bytes;
}

constexpr bool is_tag(std::string_view tag) {
  return !tag.empty() &&
         std::ranges::all_of(tag, [](char c) { return (c >= 'a' && c <= 'z') || c == '_'; });
}

void append_number(std::string& out, std::int64_t number);
// Takes ".1z" from the front of `rest`. Nothing but the form that append_number writes is read, and
// nothing outside [min, max].
std::optional<std::int64_t> take_number(std::string_view& rest, std::int64_t min, std::int64_t max);

}  // namespace detail

// A described struct with a tag of small letters whose longest form fits into a button.
template <class T>
concept CallbackData = boost::describe::has_describe_members<T>::value && detail::is_tag(T::tag) &&
                       detail::callback_bytes<T>() <= kMaxCallbackBytes;

template <CallbackData T>
std::string encode_callback(const T& callback) {
  std::string data(T::tag);
  boost::mp11::mp_for_each<detail::CallbackMembers<T>>([&](auto member) {
    using Member = std::remove_cvref_t<decltype(callback.*member.pointer)>;
    detail::append_number(data, detail::CallbackField<Member>::to_number(callback.*member.pointer));
  });
  return data;
}

// What stands before the first number.
inline std::string_view callback_tag(std::string_view data) {
  return data.substr(0, data.find('.'));
}

// Nothing unless `data` is exactly what encode_callback makes of some T.
template <CallbackData T>
std::optional<T> decode_callback(std::string_view data) {
  if (data.size() > kMaxCallbackBytes || callback_tag(data) != T::tag) {
    return std::nullopt;
  }
  std::string_view rest = data.substr(T::tag.size());
  T callback;
  bool is_good = true;
  boost::mp11::mp_for_each<detail::CallbackMembers<T>>([&](auto member) {
    using Field = detail::CallbackField<std::remove_cvref_t<decltype(callback.*member.pointer)>>;
    const auto number = detail::take_number(rest, Field::min, Field::max);
    const auto value = number ? Field::from_number(*number) : std::nullopt;
    is_good = is_good && value;
    if (value) {
      callback.*member.pointer = *value;
    }
  });
  return is_good && rest.empty() ? std::optional(callback) : std::nullopt;
}

}  // namespace bot
