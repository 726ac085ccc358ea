#include "bot/view/callback.h"

#include <array>
#include <charconv>
#include <system_error>

namespace bot::detail {
namespace {

constexpr std::size_t kMaxNumberBytes = CallbackField<std::int64_t>::bytes;

}  // namespace

void append_number(std::string& out, std::int64_t number) {
  std::array<char, kMaxNumberBytes> buffer;
  const auto result = std::to_chars(buffer.data(), buffer.data() + buffer.size(), number, 36);
  out += '.';
  out.append(buffer.data(), result.ptr);
}

std::optional<std::int64_t> take_number(std::string_view& rest, std::int64_t min,
                                        std::int64_t max) {
  if (!rest.starts_with('.')) {
    return std::nullopt;
  }
  const auto written = rest.substr(1, rest.find('.', 1) - 1);
  std::int64_t number = 0;
  const auto* const end = written.data() + written.size();
  const auto [ptr, error] = std::from_chars(written.data(), end, number, 36);
  if (error != std::errc{} || ptr != end || number < min || number > max) {
    return std::nullopt;
  }
  std::string canonical;
  append_number(canonical, number);
  if (rest.substr(0, written.size() + 1) != canonical) {
    return std::nullopt;
  }
  rest.remove_prefix(canonical.size());
  return number;
}

std::optional<std::string_view> take_name(std::string_view& rest) {
  if (!rest.starts_with('.')) {
    return std::nullopt;
  }
  const auto name = rest.substr(1, rest.find('.', 1) - 1);
  rest.remove_prefix(1 + name.size());
  return name;
}

}  // namespace bot::detail
