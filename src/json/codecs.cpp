#include "json/codecs.h"

#include <cmath>

#include <fmt/format.h>

namespace json {
namespace {

// The only place that reads or writes JSON numbers with a fraction.
constexpr double kMicrodegrees = 1e6;
constexpr double kDegreesMax = 180;

}  // namespace

bool detail::decode_signed(const boost::json::value& json, std::int64_t min, std::int64_t max,
                           std::int64_t& into, Reader& reader) {
  if (!json.is_int64() && !json.is_uint64()) {
    return reader.fail("must be a whole number");
  }
  boost::json::error_code error;
  into = json.to_number<std::int64_t>(error);
  if (error || into < min || into > max) {
    return reader.fail(fmt::format("must be between {} and {}", min, max));
  }
  return true;
}

bool Codec<bool>::decode(const boost::json::value& json, bool& into, Reader& reader) {
  const auto* value = json.if_bool();
  if (!value) {
    return reader.fail("must be true or false");
  }
  into = *value;
  return true;
}

bool Codec<std::string>::decode(const boost::json::value& json, std::string& into, Reader& reader) {
  const auto* value = json.if_string();
  if (!value) {
    return reader.fail("must be a string");
  }
  into.assign(value->data(), value->size());
  if (reader.is_strict() && into.contains('\0')) {
    return reader.fail("must not contain the character U+0000");
  }
  return true;
}

boost::json::value Codec<base::Money>::encode(base::Money value, boost::json::storage_ptr storage) {
  return Codec<std::string>::encode(value.decimal(), std::move(storage));
}

bool Codec<base::Money>::decode(const boost::json::value& json, base::Money& into, Reader& reader) {
  const auto* text = json.if_string();
  const auto amount = text ? base::Money::parse(*text) : base::Result<base::Money>{};
  if (!text || !amount) {
    return reader.fail("must be an amount in quotes such as \"79.50\"");
  }
  into = *amount;
  return true;
}

boost::json::value Codec<base::Percent>::encode(base::Percent value,
                                                boost::json::storage_ptr storage) {
  return boost::json::value(value.value(), std::move(storage));
}

bool Codec<base::Percent>::decode(const boost::json::value& json, base::Percent& into,
                                  Reader& reader) {
  std::int64_t value = 0;
  if (!detail::decode_signed(json, 0, 100, value, reader)) {
    return false;
  }
  into = *base::Percent::of(value);
  return true;
}

boost::json::value Codec<base::Timestamp>::encode(base::Timestamp value,
                                                  boost::json::storage_ptr storage) {
  return Codec<std::string>::encode(base::format_rfc3339(value), std::move(storage));
}

bool Codec<base::Timestamp>::decode(const boost::json::value& json, base::Timestamp& into,
                                    Reader& reader) {
  const auto* text = json.if_string();
  const auto time = text ? base::parse_timestamp(*text) : base::Result<base::Timestamp>{};
  if (!text || !time) {
    return reader.fail("must be a time such as \"2026-11-24T07:21:50Z\"");
  }
  into = *time;
  return true;
}

boost::json::value Codec<base::Coordinate>::encode(base::Coordinate value,
                                                   boost::json::storage_ptr storage) {
  return boost::json::value(value.microdegrees() / kMicrodegrees, std::move(storage));
}

bool Codec<base::Coordinate>::decode(const boost::json::value& json, base::Coordinate& into,
                                     Reader& reader) {
  if (!json.is_number()) {
    return reader.fail("must be a number of degrees");
  }
  const auto degrees = json.to_number<double>();
  if (!(std::abs(degrees) <= kDegreesMax)) {
    return reader.fail("must be between -180 and 180");
  }
  into = base::Coordinate::microdegrees(
      static_cast<std::int32_t>(std::lround(degrees * kMicrodegrees)));
  return true;
}

}  // namespace json
