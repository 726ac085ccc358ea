// Dates in header fields of HTTP.
#pragma once

#include <optional>
#include <string_view>

#include "base/clock.h"

namespace net {

// The time of an HTTP date such as "Sun, 06 Nov 1994 08:49:37 GMT" (RFC 9110, 5.6.7).
std::optional<base::Timestamp> parse_http_date(std::string_view text);

}  // namespace net
