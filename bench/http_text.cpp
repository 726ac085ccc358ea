#include "bench/http_text.h"

#include <charconv>

namespace bench {
namespace {

constexpr std::string_view kLength = "\r\nContent-Length: ";

std::size_t content_length(std::string_view head) {
  const auto at = head.find(kLength);
  std::size_t length = 0;
  if (at != head.npos) {
    std::from_chars(head.data() + at + kLength.size(), head.data() + head.size(), length);
  }
  return length;
}

}  // namespace

std::optional<HttpText> first_message(std::string_view bytes) {
  const auto end = bytes.find("\r\n\r\n");
  if (end == bytes.npos) {
    return std::nullopt;
  }
  const auto head = bytes.substr(0, end);
  const auto size = end + 4 + content_length(head);
  if (bytes.size() < size) {
    return std::nullopt;
  }
  return HttpText{.start_line = head.substr(0, head.find("\r\n")),
                  .body = bytes.substr(end + 4, size - end - 4),
                  .size = size};
}

}  // namespace bench
