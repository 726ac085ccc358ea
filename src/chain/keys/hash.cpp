#include "chain/keys/hash.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/sha.h>

#include "base/check.h"

namespace chain {

Hash256 sha256(ByteView bytes) {
  Hash256 hash;
  SHA256(bytes.data(), bytes.size(), hash.data());
  return hash;
}

Hash256 hash256(ByteView bytes) { return sha256(sha256(bytes)); }

Hash160 hash160(ByteView bytes) {
  const auto inner = sha256(bytes);
  Hash160 hash;
  const int done = EVP_Digest(inner.data(), inner.size(), hash.data(), /*size=*/nullptr,
                              EVP_ripemd160(), /*impl=*/nullptr);
  base::check(done == 1, "OpenSSL has RIPEMD-160");
  return hash;
}

Hash256 scrypt_hash(ByteView bytes) {
  Hash256 hash;
  const int done = EVP_PBE_scrypt(reinterpret_cast<const char*>(bytes.data()), bytes.size(),
                                  bytes.data(), bytes.size(), /*N=*/1024, /*r=*/1, /*p=*/1,
                                  /*maxmem=*/0, hash.data(), hash.size());
  base::check(done == 1, "OpenSSL has scrypt");
  return hash;
}

Hash256 tagged_hash(std::string_view tag, ByteView bytes) {
  const auto name = sha256({reinterpret_cast<const std::uint8_t*>(tag.data()), tag.size()});
  Bytes whole(name.begin(), name.end());
  whole.insert(whole.end(), name.begin(), name.end());
  whole.insert(whole.end(), bytes.begin(), bytes.end());
  return sha256(whole);
}

std::array<std::uint8_t, 64> hmac_sha512(ByteView key, ByteView bytes) {
  std::array<std::uint8_t, 64> mac{};
  const auto* const done = HMAC(EVP_sha512(), key.data(), static_cast<int>(key.size()),
                                bytes.data(), bytes.size(), mac.data(), /*md_len=*/nullptr);
  base::check(done != nullptr, "OpenSSL has HMAC-SHA-512");
  return mac;
}

}  // namespace chain
