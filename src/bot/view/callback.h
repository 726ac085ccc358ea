// What a button sends back when it is pressed: a struct in at most 64 bytes.
//
//   struct ShowOffers {
//     static constexpr std::string_view tag = "offers";
//     std::int64_t product_id = 0;
//     int offset = 0;
//   };
//   BOOST_DESCRIBE_STRUCT(ShowOffers, (), (product_id, offset))
//
// travels as "offers.1z.0": the tag, then each member, numbers in base 36 and enums by the names of
// their values. Each tag belongs to one struct
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

#include "base/enum_text.h"
#include "base/money.h"

namespace bot {

// Bot API, InlineKeyboardButton.callback_data: 1–64 bytes.
inline constexpr std::size_t kMaxCallbackBytes = 64;

// Where a page of a list starts; the type keeps a forged one within bounds.
using Offset = std::uint16_t;

namespace detail {

void append_number(std::string& out, std::int64_t number);
// Takes ".1z" from the front of `rest`. Nothing but the form that append_number writes is read, and
// nothing outside [min, max].
std::optional<std::int64_t> take_number(std::string_view& rest, std::int64_t min, std::int64_t max);
// Takes ".blik" from the front of `rest`, without the point.
std::optional<std::string_view> take_name(std::string_view& rest);

constexpr std::size_t base36_digits(std::uint64_t number) {
  std::size_t digits = 1;
  for (; number >= 36; number /= 36) {
    ++digits;
  }
  return digits;
}

// The most digits of a number within [min, max], with its sign.
constexpr std::size_t number_bytes(std::int64_t min, std::int64_t max) {
  const auto magnitude = [](std::int64_t number) {
    return number < 0 ? std::uint64_t{0} - static_cast<std::uint64_t>(number)
                      : static_cast<std::uint64_t>(number);
  };
  return std::max(base36_digits(magnitude(max)), min < 0 ? 1 + base36_digits(magnitude(min)) : 0);
}

// How a member is written behind its separator: the most bytes, and the way there and back.
// Specialized for every type that a callback may hold.
template <class T>
struct CallbackField;

template <std::integral T>
struct CallbackField<T> {
  static constexpr std::int64_t min = std::numeric_limits<T>::min();
  static constexpr std::int64_t max = std::numeric_limits<T>::max();
  static constexpr std::size_t bytes = number_bytes(min, max);
  static void append(std::string& out, T value) { append_number(out, value); }
  static std::optional<T> take(std::string_view& rest) {
    const auto number = take_number(rest, min, max);
    return number ? std::optional(static_cast<T>(*number)) : std::nullopt;
  }
};

template <>
struct CallbackField<base::Money> {
  static constexpr std::int64_t max = base::Money::max_hundredths;
  static constexpr std::size_t bytes = number_bytes(-max, max);
  static void append(std::string& out, base::Money value) {
    append_number(out, value.hundredths());
  }
  static std::optional<base::Money> take(std::string_view& rest) {
    const auto number = take_number(rest, -max, max);
    return number ? std::optional(base::Money::hundredths(*number)) : std::nullopt;
  }
};

template <>
struct CallbackField<base::Percent> {
  static constexpr std::size_t bytes = number_bytes(0, 100);
  static void append(std::string& out, base::Percent value) { append_number(out, value.value()); }
  static std::optional<base::Percent> take(std::string_view& rest) {
    const auto number = take_number(rest, 0, 100);
    return number ? std::optional(*base::Percent::of(*number)) : std::nullopt;
  }
};

// An enum by the name of its value; nothing else is read back.
template <base::DescribedEnum T>
struct CallbackField<T> {
  static constexpr std::size_t bytes = base::EnumNames<T>::longest();
  static void append(std::string& out, T value) {
    out += '.';
    out += base::text_of(value);
  }
  static std::optional<T> take(std::string_view& rest) {
    const auto name = take_name(rest);
    return name ? base::find_enum<T>(*name) : std::nullopt;
  }
};

template <class T>
using CallbackMembers = boost::describe::describe_members<T, boost::describe::mod_public>;

template <class T>
constexpr std::size_t callback_bytes() {
  std::size_t bytes = T::tag.size();
  boost::mp11::mp_for_each<CallbackMembers<T>>([&](auto member) {
    using Member = std::remove_reference_t<decltype(std::declval<T&>().*member.pointer)>;
    bytes += 1 + CallbackField<Member>::bytes;
  });
  return bytes;
}

constexpr bool is_tag(std::string_view tag) {
  return !tag.empty() &&
         std::ranges::all_of(tag, [](char c) { return (c >= 'a' && c <= 'z') || c == '_'; });
}

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
    detail::CallbackField<Member>::append(data, callback.*member.pointer);
  });
  return data;
}

// What stands before the first member.
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
    const auto value = Field::take(rest);
    is_good = is_good && value;
    if (value) {
      callback.*member.pointer = *value;
    }
  });
  return is_good && rest.empty() ? std::optional(callback) : std::nullopt;
}

}  // namespace bot
