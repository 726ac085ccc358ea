#include "json/repeated_field.h"

#include <boost/json/basic_parser_impl.hpp>
#include <cstdint>
#include <set>
#include <utility>

namespace json {
namespace {

using ErrorCode = boost::json::error_code;
using Text = boost::json::string_view;

// An object or an array around the place that is read.
struct Level {
  bool is_array = false;
  std::size_t index = 0;         // of an array: the element that is read
  std::string field;             // of an object
  std::set<std::string> fields;  // that were read
};

// What Boost.JSON's parser calls; a `false` ends the parse.
struct FieldsSeen {
  static constexpr std::size_t max_object_size = SIZE_MAX;
  static constexpr std::size_t max_array_size = SIZE_MAX;
  static constexpr std::size_t max_key_size = SIZE_MAX;
  static constexpr std::size_t max_string_size = SIZE_MAX;

  bool on_object_begin(ErrorCode&) { return begin(/*is_array=*/false); }
  bool on_object_end(std::size_t, ErrorCode&) { return end(); }
  bool on_array_begin(ErrorCode&) { return begin(/*is_array=*/true); }
  bool on_array_end(std::size_t, ErrorCode&) { return end(); }
  bool on_key_part(Text part, std::size_t, ErrorCode&) {
    key.append(part);
    return true;
  }
  bool on_key(Text part, std::size_t, ErrorCode& error) {
    key.append(part);
    auto& level = levels.back();
    level.field = std::exchange(key, {});
    is_repeated = !level.fields.insert(level.field).second;
    if (is_repeated) {
      error = boost::json::error::extra_data;
    }
    return !is_repeated;
  }

  bool on_document_begin(ErrorCode&) { return true; }
  bool on_document_end(ErrorCode&) { return true; }
  bool on_string_part(Text, std::size_t, ErrorCode&) { return true; }
  bool on_string(Text, std::size_t, ErrorCode&) { return pass(); }
  bool on_number_part(Text, ErrorCode&) { return true; }
  bool on_int64(std::int64_t, Text, ErrorCode&) { return pass(); }
  bool on_uint64(std::uint64_t, Text, ErrorCode&) { return pass(); }
  bool on_double(double, Text, ErrorCode&) { return pass(); }
  bool on_bool(bool, ErrorCode&) { return pass(); }
  bool on_null(ErrorCode&) { return pass(); }
  bool on_comment_part(Text, ErrorCode&) { return true; }
  bool on_comment(Text, ErrorCode&) { return true; }

  bool begin(bool is_array) {
    levels.push_back({.is_array = is_array, .index = 0, .field = {}, .fields = {}});
    return true;
  }
  bool end() {
    levels.pop_back();
    return pass();
  }
  // A value has been read.
  bool pass() {
    if (!levels.empty() && levels.back().is_array) {
      ++levels.back().index;
    }
    return true;
  }

  std::vector<Level> levels;
  std::string key;
  bool is_repeated = false;
};

}  // namespace

std::optional<FieldPath> repeated_field(std::string_view text, std::size_t depth) {
  boost::json::parse_options options;
  options.max_depth = depth;
  boost::json::basic_parser<FieldsSeen> parser(options);
  ErrorCode error;
  parser.write_some(/*more=*/false, text.data(), text.size(), error);
  if (!parser.handler().is_repeated) {
    return std::nullopt;
  }
  FieldPath path;
  for (auto& level : parser.handler().levels) {
    path.push_back(level.is_array ? FieldPath::value_type(level.index)
                                  : FieldPath::value_type(std::move(level.field)));
  }
  return path;
}

}  // namespace json
