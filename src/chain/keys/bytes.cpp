#include "chain/keys/bytes.h"

#include <algorithm>

namespace chain {
namespace {

constexpr std::string_view kDigits = "0123456789abcdef";

// 16 for other characters.
constexpr std::array<std::uint8_t, 256> kDigitValues = [] {
  std::array<std::uint8_t, 256> values{};
  values.fill(16);
  for (std::uint8_t value = 0; value < 16; ++value) {
    values[static_cast<std::uint8_t>(kDigits[value])] = value;
    values[static_cast<std::uint8_t>("0123456789ABCDEF"[value])] = value;
  }
  return values;
}();

bool read_hex(std::string_view text, std::span<std::uint8_t> out) {
  if (text.size() != out.size() * 2) {
    return false;
  }
  std::uint8_t worst = 0;
  for (std::size_t i = 0; i < out.size(); ++i) {
    const auto high = kDigitValues[static_cast<std::uint8_t>(text[2 * i])];
    const auto low = kDigitValues[static_cast<std::uint8_t>(text[2 * i + 1])];
    worst = static_cast<std::uint8_t>(worst | high | low);
    out[i] = static_cast<std::uint8_t>((high << 4) | (low & 0x0F));
  }
  return worst < 16;
}

}  // namespace

std::string to_hex(ByteView bytes) {
  std::string text;
  text.reserve(bytes.size() * 2);
  for (const auto byte : bytes) {
    text += kDigits[byte >> 4U];
    text += kDigits[byte & 0x0FU];
  }
  return text;
}

std::optional<Bytes> from_hex(std::string_view text) {
  Bytes bytes(text.size() / 2);
  return read_hex(text, bytes) ? std::optional(std::move(bytes)) : std::nullopt;
}

std::string to_id(const Hash256& hash) {
  Hash256 reversed = hash;
  std::ranges::reverse(reversed);
  return to_hex(reversed);
}

std::optional<Hash256> from_id(std::string_view text) {
  Hash256 hash{};
  if (!read_hex(text, hash)) {
    return std::nullopt;
  }
  std::ranges::reverse(hash);
  return hash;
}

}  // namespace chain
