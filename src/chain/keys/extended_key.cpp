#include "chain/keys/extended_key.h"

#include <algorithm>

#include "base/check.h"
#include "chain/keys/base58.h"
#include "chain/keys/hash.h"
#include "chain/keys/key_version.h"
#include "chain/keys/private_key.h"

namespace chain {
namespace {

constexpr std::size_t kSerializedBytes = 78;

std::uint32_t read_u32(ByteView bytes) {
  return std::uint32_t{bytes[0]} << 24U | std::uint32_t{bytes[1]} << 16U |
         std::uint32_t{bytes[2]} << 8U | bytes[3];
}

void append_u32(Bytes& out, std::uint32_t number) {
  for (int shift = 24; shift >= 0; shift -= 8) {
    out.push_back(static_cast<std::uint8_t>(number >> static_cast<unsigned>(shift)));
  }
}

void append(Bytes& out, ByteView bytes) { out.insert(out.end(), bytes.begin(), bytes.end()); }

template <std::size_t N>
std::array<std::uint8_t, N> array_at(ByteView bytes, std::size_t offset) {
  std::array<std::uint8_t, N> array;
  std::ranges::copy(bytes.subspan(offset, N), array.begin());
  return array;
}

ExtendedKey read_fields(ByteView bytes) {
  return {.version = read_u32(bytes),
          .depth = bytes[4],
          .parent_fingerprint = array_at<4>(bytes, 5),
          .child_number = read_u32(bytes.subspan(9)),
          .chain_code = array_at<32>(bytes, 13),
          .key = array_at<33>(bytes, 45)};
}

bool is_contradictory_master(const ExtendedKey& key) {
  const bool has_parent =
      std::ranges::any_of(key.parent_fingerprint, [](auto b) { return b != 0; });
  return key.depth == 0 && (has_parent || key.child_number != 0);
}

}  // namespace

base::Result<ExtendedKey> parse_extended_key(std::string_view text) {
  if (looks_private(text)) {
    return base::invalid(kPrivateKeyRefusal);
  }
  const auto bytes = decode_base58check(text);
  if (!bytes) {
    return base::invalid("The extended key has a wrong character or checksum: copy it again.");
  }
  if (bytes->size() != kSerializedBytes) {
    return base::invalid(
        "This is not an extended public key such as xpub… or zpub…: it has a wrong length.");
  }
  const auto key = read_fields(*bytes);
  if (is_private_version(key.version) || key.key.front() == 0) {
    return base::invalid(kPrivateKeyRefusal);
  }
  if (!is_on_curve(key.key)) {
    return base::invalid("The extended key holds no valid public key.");
  }
  if (is_contradictory_master(key)) {
    return base::invalid("The extended key contradicts itself: a master key has no parent.");
  }
  return key;
}

std::string to_text(const ExtendedKey& key) {
  Bytes bytes;
  append_u32(bytes, key.version);
  bytes.push_back(key.depth);
  append(bytes, key.parent_fingerprint);
  append_u32(bytes, key.child_number);
  append(bytes, key.chain_code);
  append(bytes, key.key);
  return encode_base58check(bytes);
}

Children::Children(const ExtendedKey& parent)
    : key_(parent.key), point_(parent.key), chain_code_(parent.chain_code) {}

std::optional<Children::Child> Children::at(std::uint32_t index) const {
  base::check(index < kHardened, "a public key has no hardened children");
  std::array<std::uint8_t, 37> data;
  std::ranges::copy(key_, data.begin());
  for (unsigned i = 0; i < 4; ++i) {
    data[33 + i] = static_cast<std::uint8_t>(index >> (24U - 8U * i));
  }
  const auto mac = hmac_sha512(chain_code_, data);
  const auto key = point_.plus(ByteView(mac).first(32));
  if (!key) {
    return std::nullopt;
  }
  return Child{.key = *key, .chain_code = array_at<32>(mac, 32)};
}

std::optional<ExtendedKey> derive(const ExtendedKey& parent, std::uint32_t index) {
  const auto child = Children(parent).at(index);
  if (!child) {
    return std::nullopt;
  }
  return ExtendedKey{.version = parent.version,
                     .depth = static_cast<std::uint8_t>(parent.depth + 1),
                     .parent_fingerprint = array_at<4>(hash160(parent.key), 0),
                     .child_number = index,
                     .chain_code = child->chain_code,
                     .key = child->key};
}

}  // namespace chain
