#include "chain/base58.h"

#include <algorithm>

#include "chain/hash.h"

namespace chain {
namespace {

constexpr std::string_view kAlphabet = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
constexpr std::size_t kMaxLength = 200;  // its cost is quadratic
constexpr std::size_t kChecksumBytes = 4;

// The digits in base `to` of the number whose digits in base `from` are given, both with the most
// significant first; leading zeros are kept, one for one.
Bytes change_base(ByteView digits, unsigned from, unsigned to) {
  const auto zeros = std::ranges::find_if(digits, [](auto digit) { return digit != 0; });
  Bytes result;  // least significant first
  for (auto digit = zeros; digit != digits.end(); ++digit) {
    unsigned carry = *digit;
    for (auto& place : result) {
      carry += place * from;
      place = static_cast<std::uint8_t>(carry % to);
      carry /= to;
    }
    for (; carry > 0; carry /= to) {
      result.push_back(static_cast<std::uint8_t>(carry % to));
    }
  }
  result.insert(result.end(), static_cast<std::size_t>(zeros - digits.begin()), 0);
  std::ranges::reverse(result);
  return result;
}

}  // namespace

std::string encode_base58check(ByteView payload) {
  Bytes bytes(payload.begin(), payload.end());
  const auto checksum = hash256(payload);
  bytes.insert(bytes.end(), checksum.begin(), checksum.begin() + kChecksumBytes);
  std::string text;
  for (const auto digit : change_base(bytes, 256, 58)) {
    text += kAlphabet[digit];
  }
  return text;
}

std::optional<Bytes> decode_base58check(std::string_view text) {
  if (text.size() > kMaxLength) {
    return std::nullopt;
  }
  Bytes digits;
  for (const char character : text) {
    const auto digit = kAlphabet.find(character);
    if (digit == std::string_view::npos) {
      return std::nullopt;
    }
    digits.push_back(static_cast<std::uint8_t>(digit));
  }
  auto bytes = change_base(digits, 58, 256);
  if (bytes.size() < kChecksumBytes) {
    return std::nullopt;
  }
  const auto payload_end = bytes.end() - kChecksumBytes;
  const auto checksum = hash256({bytes.begin(), payload_end});
  if (!std::equal(payload_end, bytes.end(), checksum.begin())) {
    return std::nullopt;
  }
  bytes.erase(payload_end, bytes.end());
  return bytes;
}

bool is_base58(std::string_view text) {
  return text.find_first_not_of(kAlphabet) == std::string_view::npos;
}

}  // namespace chain
