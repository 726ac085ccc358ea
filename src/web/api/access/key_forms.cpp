#include "web/api/access/key_forms.h"

namespace web {

std::vector<base::IpRange> ranges_of(const std::vector<AddressRange>& read) {
  std::vector<base::IpRange> ranges;
  ranges.reserve(read.size());
  for (const auto& one : read) {
    ranges.push_back(one.range.value());
  }
  return ranges;
}

}  // namespace web

namespace json {

bool Codec<web::KeyExpiry>::decode(const boost::json::value& json, web::KeyExpiry& into,
                                   Reader& reader) {
  if (const auto* text = json.if_string(); text && *text == "never") {
    into.at.reset();
    return true;
  }
  return Codec<base::Timestamp>::decode(json, into.at.emplace(), reader);
}

boost::json::object Schema<web::KeyExpiry>::make() {
  return {{"anyOf", boost::json::array{boost::json::object{{"const", "never"}},
                                       Schema<base::Timestamp>::make()}}};
}

bool Codec<web::AddressRange>::decode(const boost::json::value& json, web::AddressRange& into,
                                      Reader& reader) {
  std::string text;
  if (!Codec<std::string>::decode(json, text, reader)) {
    return false;
  }
  into.range = base::IpRange::parse(text);
  return into.range ||
         reader.fail(
             "must be an address or a range of them, such as 203.0.113.0/24, without bits "
             "behind its prefix");
}

boost::json::object Schema<web::AddressRange>::make() {
  return {{"type", "string"},
          {"examples", boost::json::array{"203.0.113.0/24", "2001:db8::/32", "203.0.113.7"}}};
}

}  // namespace json
