#include "db/core/digest.h"

#include <array>

#include <fmt/format.h>
#include <openssl/evp.h>

#include "base/check.h"

namespace db {

std::string sha256_hex(std::string_view text) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned int size = 0;
  base::check(
      EVP_Digest(text.data(), text.size(), digest.data(), &size, EVP_sha256(), nullptr) == 1,
      "OpenSSL has SHA-256");
  std::string hexadecimal;
  for (unsigned int i = 0; i < size; ++i) {
    hexadecimal += fmt::format("{:02x}", digest[i]);
  }
  return hexadecimal;
}

}  // namespace db
