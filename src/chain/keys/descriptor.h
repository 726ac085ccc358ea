// Output descriptors (BIP380) of one extended key: what wallets export for a whole account.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "chain/keys/extended_key.h"
#include "chain/keys/script.h"

namespace chain {

struct Descriptor {
  ScriptType type = ScriptType::wpkh;
  ExtendedKey key;
  std::vector<std::uint32_t> path;  // from the key to the parent of the addresses
};

// Reads pkh(…), sh(wpkh(…)), wpkh(…) and tr(…) (BIP381, BIP382, BIP386) over one key with an
// optional origin and a path that ends with `/*`. Of a pair <0;1> (BIP389) the first, the receiving
// one, is taken. The checksum is optional, and verified.
// Errors (invalid): anything else; private keys, whose text is in no message.
base::Result<Descriptor> parse_descriptor(std::string_view text);

// With its checksum.
std::string to_text(const Descriptor& descriptor);

// BIP380's eight characters for `text`, which has none; "" when a character is not allowed.
std::string descriptor_checksum(std::string_view text);

// True when the text is meant as a descriptor, valid or not.
bool looks_like_descriptor(std::string_view text);

}  // namespace chain
