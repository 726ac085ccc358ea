// The hash functions of Bitcoin and Litecoin, over OpenSSL.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "chain/keys/bytes.h"

namespace chain {

Hash256 sha256(ByteView bytes);
// SHA-256 twice: block and transaction ids, Base58Check.
Hash256 hash256(ByteView bytes);
// RIPEMD-160 of SHA-256: public keys and scripts in addresses.
Hash160 hash160(ByteView bytes);
// scrypt with N = 1024, r = p = 1 and the bytes as their own salt: Litecoin's proof of work.
Hash256 scrypt_hash(ByteView bytes);
// BIP340: SHA-256 after the tag's hash twice.
Hash256 tagged_hash(std::string_view tag, ByteView bytes);
std::array<std::uint8_t, 64> hmac_sha512(ByteView key, ByteView bytes);

}  // namespace chain
