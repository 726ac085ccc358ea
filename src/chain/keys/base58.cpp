#include "chain/keys/base58.h"

#include <algorithm>

#include "chain/keys/hash.h"

namespace chain {
namespace {

constexpr std::string_view kBase58Alphabet =
    "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
constexpr std::size_t kBase58MaxLength = 200;  // its cost is quadratic
constexpr std::size_t kChecksumBytes = 4;

// Converts digits in base From to base To, both with the most significant first; each leading zero
// is kept. Takes as many digits at a time as keep the products within 64 bits.
template <std::uint64_t From, std::uint64_t To>
Bytes change_base(ByteView digits) {
  constexpr std::size_t kAtOnce = 7;
  const auto first = std::ranges::find_if(digits, [](auto digit) { return digit != 0; });
  const auto zeros = static_cast<std::size_t>(first - digits.begin());
  Bytes result;  // least significant first
  result.reserve(2 * digits.size());
  for (auto rest = digits.subspan(zeros); !rest.empty();) {
    const auto count = (rest.size() - 1) % kAtOnce + 1;
    std::uint64_t carry = 0;
    std::uint64_t power = 1;
    for (const auto digit : rest.first(count)) {
      carry = carry * From + digit;
      power *= From;
    }
    for (auto& place : result) {
      carry += place * power;
      place = static_cast<std::uint8_t>(carry % To);
      carry /= To;
    }
    for (; carry > 0; carry /= To) {
      result.push_back(static_cast<std::uint8_t>(carry % To));
    }
    rest = rest.subspan(count);
  }
  result.insert(result.end(), zeros, 0);
  std::ranges::reverse(result);
  return result;
}

}  // namespace

std::string encode_base58check(ByteView payload) {
  Bytes bytes(payload.begin(), payload.end());
  const auto checksum = hash256(payload);
  bytes.insert(bytes.end(), checksum.begin(), checksum.begin() + kChecksumBytes);
  std::string text;
  for (const auto digit : change_base<256, 58>(bytes)) {
    text += kBase58Alphabet[digit];
  }
  return text;
}

std::optional<Bytes> decode_base58check(std::string_view text) {
  if (text.size() > kBase58MaxLength) {
    return std::nullopt;
  }
  Bytes digits;
  for (const char character : text) {
    const auto digit = kBase58Alphabet.find(character);
    if (digit == std::string_view::npos) {
      return std::nullopt;
    }
    digits.push_back(static_cast<std::uint8_t>(digit));
  }
  auto bytes = change_base<58, 256>(digits);
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
  return text.find_first_not_of(kBase58Alphabet) == std::string_view::npos;
}

}  // namespace chain
