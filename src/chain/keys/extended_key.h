// Extended public keys (BIP32).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/error.h"
#include "chain/keys/bytes.h"
#include "chain/keys/curve.h"
#include "chain/keys/script.h"

namespace chain {

// Children with this bit are derived from private keys only.
inline constexpr std::uint32_t kHardened = 0x8000'0000;

struct ExtendedKey {
  std::uint32_t version = 0;  // says what the key is for (key_version.h)
  std::uint8_t depth = 0;     // 0 for a master key, 3 for an account's
  std::array<std::uint8_t, 4> parent_fingerprint{};
  std::uint32_t child_number = 0;
  Hash256 chain_code{};
  PublicKey key{};

  friend bool operator==(const ExtendedKey&, const ExtendedKey&) = default;
};

// Reads the Base58Check form of any version. Errors (invalid): a character, the checksum or the
// length is wrong; a private key, whose text is in no message; a point that is not on the curve;
// contradictions within it (BIP32, test vector 5).
base::Result<ExtendedKey> parse_extended_key(std::string_view text);

std::string to_text(const ExtendedKey& key);

// Derives many children of one key (CKDpub of BIP32). A value, safe to use from any thread.
class Children {
 public:
  // REQUIRES: a key that was parsed.
  explicit Children(const ExtendedKey& parent);

  struct Child {
    PublicKey key{};
    Hash256 chain_code{};
  };
  // Nothing for one index in 2^127. REQUIRES: index < kHardened.
  std::optional<Child> at(std::uint32_t index) const;

 private:
  PublicKey key_;
  CurvePoint point_;
  Hash256 chain_code_;
};

// One child as an extended key. See Children.
std::optional<ExtendedKey> derive(const ExtendedKey& parent, std::uint32_t index);

}  // namespace chain
