// Bodies of multipart/form-data (RFC 7578).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sandbox {

struct Part {
  std::string name;
  std::string file_name;  // "" for a plain field
  std::string content_type;
  std::string body;
};

// The boundary that a Content-Type field names, or nothing when it is not multipart/form-data.
std::optional<std::string> multipart_boundary(std::string_view content_type);

// The parts of `body`, or nothing when it is malformed or has over 100 of them.
std::optional<std::vector<Part>> parse_multipart(std::string_view body, std::string_view boundary);

}  // namespace sandbox
