#include "json/json.h"

#include <boost/json/parser.hpp>
#include <ranges>
#include <variant>

#include <fmt/format.h>

#include "base/text.h"
#include "json/repeated_field.h"

namespace json {
namespace {

constexpr std::size_t kFieldNameLengthMax = 64;

// RFC 6901, 3.
std::string escaped_token(std::string_view name) {
  std::string token;
  for (const char c : name) {
    token += c == '~' ? "~0" : c == '/' ? "~1" : std::string(1, c);
  }
  return token;
}

// "…\ud800" or "…\ud800\": the first half of a pair.
bool ends_with_leading_surrogate(std::string_view text) {
  constexpr std::size_t kEscapeLength = 6;
  text.remove_suffix(text.ends_with('\\') ? 1 : 0);
  if (text.size() < kEscapeLength) {
    return false;
  }
  const auto escape = text.substr(text.size() - kEscapeLength);
  return escape.starts_with("\\u") && (escape[2] == 'd' || escape[2] == 'D') &&
         std::string_view("89abAB").contains(escape[3]);
}

// What is wrong behind the part of the text that was read.
std::string words_of(const boost::json::error_code& error, std::string_view read) {
  using boost::json::error;
  if (error == error::expected_utf16_escape || error == error::illegal_leading_surrogate ||
      error == error::illegal_trailing_surrogate || ends_with_leading_surrogate(read)) {
    return "half of a surrogate pair";
  }
  return error.message();
}

std::expected<boost::json::value, Fault> parse_text(std::string_view text,
                                                    boost::json::storage_ptr storage,
                                                    Limits limits) {
  if (text.size() > limits.size_bytes) {
    return std::unexpected(
        Fault{.problem = fmt::format("is larger than {} bytes", limits.size_bytes)});
  }
  boost::json::parse_options options;
  options.max_depth = limits.depth;
  boost::json::parser parser({}, options);
  parser.reset(std::move(storage));
  boost::json::error_code error;
  const auto read = parser.write(text, error);
  if (error) {
    return std::unexpected(
        Fault{.problem = fmt::format("is not well-formed at byte {}: {}", read + 1,
                                     words_of(error, text.substr(0, read)))});
  }
  return parser.release();
}

}  // namespace

base::Error Fault::error() const {
  return {base::ErrorKind::invalid, path.empty() ? fmt::format("The JSON document {}.", problem)
                                                 : fmt::format("`{}` {}.", path, problem)};
}

bool Reader::fail(std::string_view problem) {
  problem_ = problem;
  path_.clear();
  pointer_.clear();
  return false;
}

bool Reader::fail_in(std::string_view field) {
  const auto name = base::shorten(field, kFieldNameLengthMax);
  const bool joins = !path_.empty() && path_.front() != '[';
  path_ = name + (joins ? "." : "") + path_;
  pointer_ = "/" + escaped_token(name) + pointer_;
  return false;
}

bool Reader::fail_at(std::size_t index) {
  const bool joins = !path_.empty() && path_.front() != '[';
  path_ = fmt::format("[{}]{}", index, joins ? "." : "") + path_;
  pointer_ = fmt::format("/{}", index) + pointer_;
  return false;
}

base::Result<boost::json::value> parse_value(std::string_view text,
                                             boost::json::storage_ptr storage, Limits limits) {
  auto json = parse_text(text, std::move(storage), limits);
  return json ? base::Result<boost::json::value>(*std::move(json))
              : std::unexpected(json.error().error());
}

std::expected<boost::json::value, Fault> parse_once_named(std::string_view text, Limits limits) {
  auto json = parse_text(text, {}, limits);
  if (!json) {
    return json;
  }
  if (const auto path = repeated_field(text, limits.depth)) {
    Reader reader(Strictness::strict);
    reader.fail("must stand once");
    for (const auto& step : *path | std::views::reverse) {
      if (const auto* name = std::get_if<std::string>(&step)) {
        reader.fail_in(*name);
      } else {
        reader.fail_at(std::get<std::size_t>(step));
      }
    }
    return std::unexpected(reader.fault());
  }
  return json;
}

}  // namespace json
