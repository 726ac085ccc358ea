// Just enough of HTTP/1.1 to find where a message ends, at next to no cost: what the load generator
// and the stub spend is taken from the shop under test.
#pragma once

#include <optional>
#include <string_view>

namespace bench {

struct HttpText {
  std::string_view start_line;
  std::string_view body;
  std::size_t size = 0;  // of the whole message
};

// The first message of `bytes`, or nothing while it is not complete. Its length is that of a
// Content-Length header, else 0.
std::optional<HttpText> first_message(std::string_view bytes);

}  // namespace bench
