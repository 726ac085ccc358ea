#include "json/json.h"

#include <boost/json/parse.hpp>

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

std::expected<boost::json::value, Fault> parse_text(std::string_view text,
                                                    boost::json::storage_ptr storage,
                                                    Limits limits) {
  if (text.size() > limits.size_bytes) {
    return std::unexpected(
        Fault{.problem = fmt::format("is larger than {} bytes", limits.size_bytes)});
  }
  boost::json::parse_options options;
  options.max_depth = limits.depth;
  boost::json::error_code error;
  auto json = boost::json::parse(text, error, std::move(storage), options);
  if (error) {
    return std::unexpected(Fault{.problem = "is not well-formed: " + error.message()});
  }
  return json;
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
  if (const auto name = repeated_field(text, limits.depth)) {
    const auto shown = base::shorten(*name, kFieldNameLengthMax);
    return std::unexpected(
        Fault{.path = shown, .pointer = "/" + escaped_token(shown), .problem = "must stand once"});
  }
  return json;
}

}  // namespace json
