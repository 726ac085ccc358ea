#include "json/repeated_field.h"

#include <boost/json/basic_parser_impl.hpp>
#include <cstdint>
#include <set>
#include <vector>

namespace json {
namespace {

using ErrorCode = boost::json::error_code;
using Text = boost::json::string_view;

// What Boost.JSON's parser calls; a `false` ends the parse.
struct FieldsSeen {
  static constexpr std::size_t max_object_size = SIZE_MAX;
  static constexpr std::size_t max_array_size = SIZE_MAX;
  static constexpr std::size_t max_key_size = SIZE_MAX;
  static constexpr std::size_t max_string_size = SIZE_MAX;

  bool on_object_begin(ErrorCode&) {
    objects.emplace_back();
    return true;
  }
  bool on_object_end(std::size_t, ErrorCode&) {
    objects.pop_back();
    return true;
  }
  bool on_key_part(Text part, std::size_t, ErrorCode&) {
    key.append(part);
    return true;
  }
  bool on_key(Text part, std::size_t, ErrorCode& error) {
    key.append(part);
    if (!objects.back().insert(key).second) {
      repeated = key;
      error = boost::json::error::extra_data;
      return false;
    }
    key.clear();
    return true;
  }

  bool on_document_begin(ErrorCode&) { return true; }
  bool on_document_end(ErrorCode&) { return true; }
  bool on_array_begin(ErrorCode&) { return true; }
  bool on_array_end(std::size_t, ErrorCode&) { return true; }
  bool on_string_part(Text, std::size_t, ErrorCode&) { return true; }
  bool on_string(Text, std::size_t, ErrorCode&) { return true; }
  bool on_number_part(Text, ErrorCode&) { return true; }
  bool on_int64(std::int64_t, Text, ErrorCode&) { return true; }
  bool on_uint64(std::uint64_t, Text, ErrorCode&) { return true; }
  bool on_double(double, Text, ErrorCode&) { return true; }
  bool on_bool(bool, ErrorCode&) { return true; }
  bool on_null(ErrorCode&) { return true; }
  bool on_comment_part(Text, ErrorCode&) { return true; }
  bool on_comment(Text, ErrorCode&) { return true; }

  std::vector<std::set<std::string>> objects;
  std::string key;
  std::optional<std::string> repeated;
};

}  // namespace

std::optional<std::string> repeated_field(std::string_view text, std::size_t depth) {
  boost::json::parse_options options;
  options.max_depth = depth;
  boost::json::basic_parser<FieldsSeen> parser(options);
  ErrorCode error;
  parser.write_some(/*more=*/false, text.data(), text.size(), error);
  return parser.handler().repeated;
}

}  // namespace json
