// Finds where an HTTP/1.1 message ends, with little work: the load generator and the stub share the
// processors with the shop under test.
#pragma once

#include <optional>
#include <string_view>

namespace bench {

struct HttpText {
  std::string_view start_line;
  std::string_view body;
  std::size_t size = 0;  // of the whole message
};

// Returns the first message of `bytes`; nullopt while it is incomplete. The length of its body is
// that of a Content-Length header, else 0.
std::optional<HttpText> first_message(std::string_view bytes);

}  // namespace bench
