// SHA-256 digests and signatures.
#pragma once

#include <istream>
#include <memory>
#include <string>
#include <string_view>

#include <openssl/types.h>

namespace net {

// SHA-256 (FIPS 180-4) of what comes in parts.
class Sha256 {
 public:
  Sha256();
  void add(std::string_view bytes);
  // 64 digits. REQUIRES: called once, last.
  std::string hexadecimal();

 private:
  struct Deleter {
    void operator()(EVP_MD_CTX* context) const;
  };
  std::unique_ptr<EVP_MD_CTX, Deleter> context_;
};

// SHA-256 as 64 hexadecimal digits.
std::string sha256_hex(std::string_view bytes);
// The same of the rest of `file`, read in parts.
std::string sha256_hex(std::istream& file);

// HMAC-SHA256 (RFC 2104) in the same form.
std::string hmac_sha256_hex(std::string_view key, std::string_view bytes);

}  // namespace net
