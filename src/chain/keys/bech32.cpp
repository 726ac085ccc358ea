#include "chain/keys/bech32.h"

#include <algorithm>
#include <array>

namespace chain {
namespace {

constexpr std::string_view kBech32Alphabet = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
constexpr std::size_t kBech32MaxLength = 90;
constexpr std::size_t kChecksumLength = 6;
constexpr std::uint32_t kBech32 = 1;
constexpr std::uint32_t kBech32m = 0x2bc830a3;

std::uint32_t constant_of(int version) { return version == 0 ? kBech32 : kBech32m; }

// The remainder of BIP173's BCH code, for values of five bits.
std::uint32_t remainder_of(ByteView values) {
  constexpr std::array<std::uint32_t, 5> generator{0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd,
                                                   0x2a1462b3};
  std::uint32_t remainder = 1;
  for (const auto value : values) {
    const std::uint32_t top = remainder >> 25U;
    remainder = (remainder & 0x1ffffffU) << 5U ^ value;
    for (std::size_t bit = 0; bit < generator.size(); ++bit) {
      remainder ^= (top >> bit & 1U) != 0 ? generator[bit] : 0U;
    }
  }
  return remainder;
}

Bytes expand_prefix(std::string_view prefix) {
  Bytes values;
  for (const char character : prefix) {
    values.push_back(static_cast<std::uint8_t>(static_cast<unsigned char>(character) >> 5U));
  }
  values.push_back(0);
  for (const char character : prefix) {
    values.push_back(static_cast<std::uint8_t>(character & 0x1f));
  }
  return values;
}

// Regroups bits from words of `from` bits into words of `to`. Unless `pad`, the remainder must be
// fewer than `from` bits and zero, or there is no result.
std::optional<Bytes> regroup(ByteView words, unsigned from, unsigned to, bool pad) {
  std::uint32_t buffer = 0;
  unsigned bits = 0;
  Bytes result;
  for (const auto word : words) {
    buffer = (buffer << from | word) & 0xfffU;
    bits += from;
    while (bits >= to) {
      bits -= to;
      result.push_back(static_cast<std::uint8_t>(buffer >> bits & ((1U << to) - 1)));
    }
  }
  const std::uint32_t rest = buffer << (to - bits) & ((1U << to) - 1);
  if (pad && bits > 0) {
    result.push_back(static_cast<std::uint8_t>(rest));
  }
  const bool is_clean = bits < from && rest == 0;
  return pad || is_clean ? std::optional(std::move(result)) : std::nullopt;
}

bool has_valid_length(const WitnessProgram& witness) {
  const auto size = witness.program.size();
  return size >= 2 && size <= 40 && (witness.version != 0 || size == 20 || size == 32);
}

// In lower case; nothing when both cases are mixed.
std::optional<std::string> to_lower(std::string_view text) {
  const auto is_upper = [](char c) { return c >= 'A' && c <= 'Z'; };
  const auto is_lower = [](char c) { return c >= 'a' && c <= 'z'; };
  if (std::ranges::any_of(text, is_upper) && std::ranges::any_of(text, is_lower)) {
    return std::nullopt;
  }
  std::string lower(text);
  std::ranges::transform(lower, lower.begin(), [&](char c) {
    return is_upper(c) ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return lower;
}

std::optional<Bytes> values_of(std::string_view data) {
  Bytes values;
  for (const char character : data) {
    const auto value = kBech32Alphabet.find(character);
    if (value == std::string_view::npos) {
      return std::nullopt;
    }
    values.push_back(static_cast<std::uint8_t>(value));
  }
  return values;
}

}  // namespace

std::string encode_segwit(std::string_view prefix, const WitnessProgram& witness) {
  Bytes data{static_cast<std::uint8_t>(witness.version)};
  const auto words = *regroup(witness.program, 8, 5, /*pad=*/true);
  data.insert(data.end(), words.begin(), words.end());

  auto checked = expand_prefix(prefix);
  checked.insert(checked.end(), data.begin(), data.end());
  checked.insert(checked.end(), kChecksumLength, 0);
  const auto checksum = remainder_of(checked) ^ constant_of(witness.version);
  for (std::size_t i = 0; i < kChecksumLength; ++i) {
    data.push_back(static_cast<std::uint8_t>(checksum >> 5 * (kChecksumLength - 1 - i) & 0x1fU));
  }
  std::string address = std::string(prefix) + '1';
  for (const auto value : data) {
    address += kBech32Alphabet[value];
  }
  return address;
}

std::optional<WitnessProgram> decode_segwit(std::string_view prefix, std::string_view address) {
  const auto lower = to_lower(address);
  if (!lower || lower->size() > kBech32MaxLength ||
      !lower->starts_with(std::string(prefix) + '1')) {
    return std::nullopt;
  }
  const auto values = values_of(std::string_view(*lower).substr(prefix.size() + 1));
  if (!values || values->size() <= kChecksumLength) {
    return std::nullopt;
  }
  WitnessProgram witness{.version = values->front(), .program = {}};
  auto checked = expand_prefix(prefix);
  checked.insert(checked.end(), values->begin(), values->end());
  if (witness.version > 16 || remainder_of(checked) != constant_of(witness.version)) {
    return std::nullopt;
  }
  auto program = regroup({values->begin() + 1, values->end() - kChecksumLength}, 5, 8,
                         /*pad=*/false);
  if (!program) {
    return std::nullopt;
  }
  witness.program = *std::move(program);
  return has_valid_length(witness) ? std::optional(std::move(witness)) : std::nullopt;
}

}  // namespace chain
