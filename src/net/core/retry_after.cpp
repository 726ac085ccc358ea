#include "net/core/retry_after.h"

#include <algorithm>
#include <charconv>
#include <cstdint>

#include "base/text.h"
#include "net/core/http_date.h"

namespace net {
namespace {

using std::chrono::seconds;

constexpr seconds kWaitMin{1};

}  // namespace

std::optional<seconds> read_retry_after(std::string_view retry_after,
                                        std::optional<std::string_view> date, base::Timestamp now) {
  const auto text = base::trim(retry_after);
  if (!text.empty() && std::ranges::all_of(text, base::is_ascii_digit)) {
    std::int64_t count = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
    return error == std::errc() ? std::clamp(seconds(count), kWaitMin, seconds(kRetryAfterMax))
                                : seconds(kRetryAfterMax);
  }
  const auto then = parse_http_date(text);
  if (!then) {
    return std::nullopt;
  }
  const auto theirs = date ? parse_http_date(base::trim(*date)) : std::nullopt;
  return std::clamp(std::chrono::ceil<seconds>(*then - theirs.value_or(now)), kWaitMin,
                    seconds(kRetryAfterMax));
}

}  // namespace net
