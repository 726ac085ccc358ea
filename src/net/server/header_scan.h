// The bytes of a request's header as they come, checked for what programs read differently.
#pragma once

#include <cstddef>
#include <string_view>

#include "net/core/headers.h"

namespace net {

// What a proxy and a server read differently lets one smuggle requests past the other, so all of it
// is malformed: a line that ends with LF alone, CR without LF, a control character, a line that
// goes on with the field of the line before (obs-fold; RFC 9112, 2.2 and 5.2), no request line.
class HeaderScan {
 public:
  enum class State { incomplete, complete, malformed, too_large };

  // `bytes_max` is of the whole header, `lines_max` of the request line and the fields.
  HeaderScan(std::size_t bytes_max, int lines_max) : bytes_max_(bytes_max), lines_max_(lines_max) {}

  // `text` is all that came so far, from the request line on; it may go on behind the header.
  // Looks only at what it has not seen yet.
  State read(std::string_view text);

 private:
  State take(char c);

  std::size_t bytes_max_;
  int lines_max_;
  std::size_t seen_ = 0;
  int lines_ = 0;
  std::size_t line_length_ = 0;  // without its end
  bool after_cr_ = false;
};

// The status of the refusal of a request whose body cannot be told from what follows it (RFC 9112,
// 6), or 0: 400 for a Content-Length that is repeated or no number, or beside a Transfer-Encoding;
// 501 for a Transfer-Encoding that is anything but `chunked`; 417 for an unknown expectation.
// `version` is 10 or 11.
int status_of_framing(const Headers& headers, unsigned version);

}  // namespace net
