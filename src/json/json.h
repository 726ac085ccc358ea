// JSON to and from plain structs that are described once with BOOST_DESCRIBE_STRUCT.
//
//   struct Chat { std::int64_t id = 0; std::optional<std::string> username; };
//   BOOST_DESCRIBE_STRUCT(Chat, (), (id, username))
//
//   auto chat = json::parse<Chat>(R"({"id":7})", json::Strictness::lenient);
//
// Members may be: bool, integers, std::string, std::vector, std::map<std::string, …>,
// std::optional, json::Boxed, described structs and enums (the enumerator's name), base::Money
// ("79.50"), base::Percent (20), base::Timestamp (RFC 3339), base::Coordinate (a number), and
// boost::json::value for what stays undecoded. Other types: specialise Codec. A member `default_`
// is the field `default`.
#pragma once

#include <array>
#include <boost/describe.hpp>
#include <boost/json/monotonic_resource.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>
#include <concepts>
#include <expected>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "base/clock.h"
#include "base/coordinate.h"
#include "base/error.h"
#include "base/money.h"
#include "json/boxed.h"

namespace json {

enum class Strictness {
  lenient,  // a peer that may be newer than we are: unknown fields are ignored, missing ones keep
            // the member's default
  strict,   // a person's or a program's request to us: every field is known, those that are not
            // optional are there, and no text holds a NUL, which the databases do not store
};

struct Limits {
  std::size_t size_bytes = 8'000'000;
  std::size_t depth = 32;
};

// What is wrong with a JSON document, and where.
struct Fault {
  std::string path;     // "result[0].message.chat.id"; "" for the document as a whole
  std::string pointer;  // "/result/0/message/chat/id" (RFC 6901)
  std::string problem;  // "must be a whole number"

  // Kind invalid: "`result[0].message.chat.id` must be a whole number."
  base::Error error() const;
};

// Tells nested codecs the strictness and, after a failure, collects the path of the wrong field.
class Reader {
 public:
  explicit Reader(Strictness strictness) : strictness_(strictness) {}

  bool is_strict() const { return strictness_ == Strictness::strict; }
  // Both return false, so that a codec can `return reader.fail("must be a string")`.
  bool fail(std::string_view problem);
  bool fail_in(std::string_view field);
  bool fail_at(std::size_t index);
  // REQUIRES: fail() was called.
  Fault fault() const { return {.path = path_, .pointer = pointer_, .problem = problem_}; }

 private:
  Strictness strictness_;
  std::string path_;
  std::string pointer_;
  std::string problem_;
};

// How a type is written and read; `decode` leaves `into` in any state when it returns false.
template <class T>
struct Codec;

template <class T>
boost::json::value encode(const T& value, boost::json::storage_ptr storage = {}) {
  return Codec<T>::encode(value, std::move(storage));
}

// Errors: the first field that is mistyped, or with Strictness::strict missing or unknown.
template <class T>
std::expected<T, Fault> read(const boost::json::value& json, Strictness strictness) {
  Reader reader(strictness);
  T value{};
  if (!Codec<T>::decode(json, value, reader)) {
    return std::unexpected(reader.fault());
  }
  return value;
}

// The same; errors (invalid) name the field by its path.
template <class T>
base::Result<T> decode(const boost::json::value& json, Strictness strictness) {
  auto value = read<T>(json, strictness);
  return value ? base::Result<T>(*std::move(value)) : std::unexpected(value.error().error());
}

// Any well-formed JSON text (RFC 8259). Errors (invalid): malformed, beyond the limits.
base::Result<boost::json::value> parse_value(std::string_view text,
                                             boost::json::storage_ptr storage = {},
                                             Limits limits = {});

// The same; a field that stands twice in an object is an error, too.
std::expected<boost::json::value, Fault> parse_once_named(std::string_view text, Limits limits);

// parse_value, then decode.
template <class T>
base::Result<T> parse(std::string_view text, Strictness strictness, Limits limits = {}) {
  std::array<unsigned char, 4096> buffer;  // uninitialised on purpose: it is only scratch space
  boost::json::monotonic_resource memory(buffer.data(), buffer.size());
  const auto json = parse_value(text, &memory, limits);
  if (!json) {
    return std::unexpected(json.error());
  }
  return decode<T>(*json, strictness);
}

// What a program sent us: strict, and no field stands twice in an object.
template <class T>
std::expected<T, Fault> parse_request(std::string_view text, Limits limits = {}) {
  auto json = parse_once_named(text, limits);
  if (!json) {
    return std::unexpected(std::move(json.error()));
  }
  return read<T>(*json, Strictness::strict);
}

// Compact JSON text.
template <class T>
std::string to_text(const T& value) {
  std::array<unsigned char, 4096> buffer;
  boost::json::monotonic_resource memory(buffer.data(), buffer.size());
  return boost::json::serialize(encode(value, &memory));
}

}  // namespace json

#include "json/codecs.h"  // IWYU pragma: export
