// The values of API keys as they stand in requests.
#pragma once

#include <optional>
#include <vector>

#include "base/clock.h"
#include "base/internet/ip_address.h"
#include "json/json.h"
#include "json/schema.h"

namespace web {

// When a key ends to be good: a moment, or "never".
struct KeyExpiry {
  std::optional<base::Timestamp> at = {};
};

// "203.0.113.0/24" or a single address; once decoded, not empty.
struct AddressRange {
  std::optional<base::IpRange> range = {};
};

std::vector<base::IpRange> ranges_of(const std::vector<AddressRange>& read);

}  // namespace web

namespace json {

template <>
struct Codec<web::KeyExpiry> {
  static bool decode(const boost::json::value& json, web::KeyExpiry& into, Reader& reader);
};
template <>
struct Schema<web::KeyExpiry> {
  static boost::json::object make();
};

template <>
struct Codec<web::AddressRange> {
  static bool decode(const boost::json::value& json, web::AddressRange& into, Reader& reader);
};
template <>
struct Schema<web::AddressRange> {
  static boost::json::object make();
};

}  // namespace json
