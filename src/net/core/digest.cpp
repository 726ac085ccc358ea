#include "net/core/digest.h"

#include <array>
#include <span>

#include <fmt/format.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include "base/check.h"

namespace net {
namespace {

using Digest = std::array<unsigned char, EVP_MAX_MD_SIZE>;

std::string digits_of(std::span<const unsigned char> bytes) {
  std::string text;
  for (const auto byte : bytes) {
    text += fmt::format("{:02x}", byte);
  }
  return text;
}

void require(int done) { base::check(done == 1, "SHA-256 is available"); }

}  // namespace

void Sha256::Deleter::operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }

Sha256::Sha256() : context_(EVP_MD_CTX_new()) {
  require(EVP_DigestInit_ex(context_.get(), EVP_sha256(), nullptr));
}

void Sha256::add(std::string_view bytes) {
  require(EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size()));
}

std::string Sha256::hexadecimal() {
  Digest digest{};
  unsigned length = 0;
  require(EVP_DigestFinal_ex(context_.get(), digest.data(), &length));
  return digits_of(std::span(digest).first(length));
}

std::string sha256_hex(std::string_view bytes) {
  Digest digest{};
  unsigned length = 0;
  require(EVP_Digest(bytes.data(), bytes.size(), digest.data(), &length, EVP_sha256(), nullptr));
  return digits_of(std::span(digest).first(length));
}

std::string sha256_hex(std::istream& file) {
  Sha256 digest;
  std::array<char, 16'384> part{};
  while (file.read(part.data(), part.size()) || file.gcount() > 0) {
    digest.add({part.data(), static_cast<std::size_t>(file.gcount())});
  }
  return digest.hexadecimal();
}

std::string hmac_sha256_hex(std::string_view key, std::string_view bytes) {
  Digest digest{};
  unsigned length = 0;
  const auto* const signed_to = HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()),
                                     reinterpret_cast<const unsigned char*>(bytes.data()),
                                     bytes.size(), digest.data(), &length);
  base::check(signed_to != nullptr, "SHA-256 is available");
  return digits_of(std::span(digest).first(length));
}

}  // namespace net
