#include "shop/core/list.h"

#include <boost/json/serialize.hpp>
#include <charconv>

namespace shop::detail {
namespace {

constexpr std::size_t kCursorBytesMax = 2'000;

std::optional<std::string> from_hex(std::string_view text) {
  if (text.size() % 2 != 0 || text.size() > 2 * kCursorBytesMax) {
    return std::nullopt;
  }
  std::string bytes;
  for (; !text.empty(); text.remove_prefix(2)) {
    unsigned char byte = 0;
    const auto [stop, error] = std::from_chars(text.data(), text.data() + 2, byte, 16);
    if (error != std::errc{} || stop != text.data() + 2) {
      return std::nullopt;
    }
    bytes += static_cast<char>(byte);
  }
  return bytes;
}

}  // namespace

std::string cursor_text(const boost::json::value& value, std::int64_t id) {
  std::string text;
  for (const char c : boost::json::serialize(boost::json::array{value, id})) {
    text += fmt::format("{:02x}", static_cast<unsigned char>(c));
  }
  return text;
}

std::optional<Cursor> read_cursor(std::string_view text) {
  const auto bytes = from_hex(text);
  const auto json = bytes ? json::parse_value(*bytes) : base::Result<boost::json::value>{};
  const auto* pair = bytes && json ? json->if_array() : nullptr;
  if (!pair || pair->size() != 2 || !(*pair)[1].is_int64()) {
    return std::nullopt;
  }
  return Cursor{.value = (*pair)[0], .id = (*pair)[1].as_int64()};
}

}  // namespace shop::detail
