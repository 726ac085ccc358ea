#include "sandbox/api/multipart.h"

#include "base/text.h"
#include "net/core/headers.h"

namespace sandbox {
namespace {

constexpr std::size_t kPartsMax = 100;

// The value of `parameter` in `form-data; name="photo"; filename="a.png"`.
std::string parameter(std::string_view field, std::string_view parameter_name) {
  for (const std::string_view piece : base::split(field, ';')) {
    const std::string_view pair = base::trim(piece);
    const std::size_t equal = pair.find('=');
    if (equal == std::string_view::npos ||
        !net::equals_ignoring_case(pair.substr(0, equal), parameter_name)) {
      continue;
    }
    std::string_view value = pair.substr(equal + 1);
    if (value.size() >= 2 && value.front() == '"' && value.back() == '"') {
      value = value.substr(1, value.size() - 2);
    }
    return std::string(value);
  }
  return "";
}

std::optional<Part> parse_part(std::string_view text) {
  const std::size_t blank_line = text.find("\r\n\r\n");
  if (blank_line == std::string_view::npos) {
    return std::nullopt;
  }
  Part part;
  part.body = text.substr(blank_line + 4);
  for (const std::string_view line : base::split(text.substr(0, blank_line), '\n')) {
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) {
      continue;
    }
    const std::string_view value = base::trim(line.substr(colon + 1));
    if (net::equals_ignoring_case(line.substr(0, colon), "Content-Disposition")) {
      part.name = parameter(value, "name");
      part.file_name = parameter(value, "filename");
    } else if (net::equals_ignoring_case(line.substr(0, colon), "Content-Type")) {
      part.content_type = value;
    }
  }
  return part.name.empty() ? std::nullopt : std::optional(std::move(part));
}

}  // namespace

std::optional<std::string> multipart_boundary(std::string_view content_type) {
  const std::string_view type = base::trim(content_type.substr(0, content_type.find(';')));
  if (!net::equals_ignoring_case(type, "multipart/form-data")) {
    return std::nullopt;
  }
  return parameter(content_type, "boundary");
}

std::optional<std::vector<Part>> parse_multipart(std::string_view body, std::string_view boundary) {
  const std::string opening = "--" + std::string(boundary);
  const std::string separator = "\r\n" + opening;
  if (boundary.empty() || !body.starts_with(opening)) {
    return std::nullopt;
  }
  std::vector<Part> parts;
  body.remove_prefix(opening.size());
  while (!body.starts_with("--")) {
    const std::size_t end = body.find(separator);
    if (!body.starts_with("\r\n") || end == std::string_view::npos || parts.size() == kPartsMax) {
      return std::nullopt;
    }
    std::optional<Part> part = parse_part(body.substr(2, end - 2));
    if (!part) {
      return std::nullopt;
    }
    parts.push_back(*std::move(part));
    body.remove_prefix(end + separator.size());
  }
  return parts;
}

}  // namespace sandbox
