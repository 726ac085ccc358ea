// How long a server wants not to be asked.
#pragma once

#include <chrono>
#include <optional>
#include <string_view>

#include "base/clock.h"

namespace net {

inline constexpr std::chrono::hours kRetryAfterMax{1};

// What a server's Retry-After asks for (RFC 9110, 10.2.3), from one second to kRetryAfterMax:
// seconds, or a date, which is compared with `date` (the server's own Date) or, without it, with
// `now`. Nothing when it is malformed.
std::optional<std::chrono::seconds> read_retry_after(std::string_view retry_after,
                                                     std::optional<std::string_view> date,
                                                     base::Timestamp now);

}  // namespace net
