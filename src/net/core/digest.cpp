#include "net/core/digest.h"

#include <array>
#include <memory>
#include <span>

#include <fmt/format.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include "base/check.h"

namespace net {
namespace {

using Digest = std::array<unsigned char, EVP_MAX_MD_SIZE>;

struct Deleter {
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};

std::string hexadecimal(std::span<const unsigned char> bytes) {
  std::string text;
  for (const auto byte : bytes) {
    text += fmt::format("{:02x}", byte);
  }
  return text;
}

void require(int done) { base::check(done == 1, "SHA-256 is available"); }

}  // namespace

std::string sha256_hex(std::string_view bytes) {
  Digest digest{};
  unsigned length = 0;
  require(EVP_Digest(bytes.data(), bytes.size(), digest.data(), &length, EVP_sha256(), nullptr));
  return hexadecimal(std::span(digest).first(length));
}

std::string sha256_hex(std::istream& file) {
  const std::unique_ptr<EVP_MD_CTX, Deleter> context(EVP_MD_CTX_new());
  require(EVP_DigestInit_ex(context.get(), EVP_sha256(), nullptr));
  std::array<char, 16'384> part{};
  while (file.read(part.data(), part.size()) || file.gcount() > 0) {
    require(EVP_DigestUpdate(context.get(), part.data(), static_cast<std::size_t>(file.gcount())));
  }
  Digest digest{};
  unsigned length = 0;
  require(EVP_DigestFinal_ex(context.get(), digest.data(), &length));
  return hexadecimal(std::span(digest).first(length));
}

std::string hmac_sha256_hex(std::string_view key, std::string_view bytes) {
  Digest digest{};
  unsigned length = 0;
  const auto* const signed_to = HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()),
                                     reinterpret_cast<const unsigned char*>(bytes.data()),
                                     bytes.size(), digest.data(), &length);
  base::check(signed_to != nullptr, "SHA-256 is available");
  return hexadecimal(std::span(digest).first(length));
}

}  // namespace net
