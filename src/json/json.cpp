#include "json/json.h"

#include <boost/json/parse.hpp>

#include <fmt/format.h>

#include "base/text.h"

namespace json {
namespace {

constexpr std::size_t kFieldNameLengthMax = 64;

}  // namespace

bool Reader::fail(std::string_view problem) {
  problem_ = problem;
  path_.clear();
  return false;
}

bool Reader::fail_in(std::string_view field) {
  const bool joins = !path_.empty() && path_.front() != '[';
  path_ = base::shorten(field, kFieldNameLengthMax) + (joins ? "." : "") + path_;
  return false;
}

bool Reader::fail_at(std::size_t index) {
  const bool joins = !path_.empty() && path_.front() != '[';
  path_ = fmt::format("[{}]{}", index, joins ? "." : "") + path_;
  return false;
}

base::Error Reader::error() const {
  return {base::ErrorKind::invalid, path_.empty() ? fmt::format("The JSON document {}.", problem_)
                                                  : fmt::format("`{}` {}.", path_, problem_)};
}

base::Result<boost::json::value> parse_value(std::string_view text,
                                             boost::json::storage_ptr storage, Limits limits) {
  if (text.size() > limits.size_bytes) {
    return base::invalid(
        fmt::format("The JSON document is larger than {} bytes.", limits.size_bytes));
  }
  boost::json::parse_options options;
  options.max_depth = limits.depth;
  boost::json::error_code error;
  auto json = boost::json::parse(text, error, std::move(storage), options);
  if (error) {
    return base::invalid(fmt::format("The text is not a JSON document: {}.", error.message()));
  }
  return json;
}

}  // namespace json
