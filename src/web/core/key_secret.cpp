#include "web/core/key_secret.h"

#include <algorithm>

#include "net/core/digest.h"

namespace web {
namespace {

constexpr std::string_view kSecretPrefix = "kram_";
constexpr std::string_view kSecretAlphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
constexpr std::size_t kSecretLength = 40;

}  // namespace

std::string make_key_secret(base::Random& random) {
  return std::string(kSecretPrefix) + base::random_text(random, kSecretLength, kSecretAlphabet);
}

bool is_key_secret(std::string_view text) {
  return text.size() == kSecretPrefix.size() + kSecretLength && text.starts_with(kSecretPrefix) &&
         std::ranges::all_of(text.substr(kSecretPrefix.size()),
                             [](char c) { return kSecretAlphabet.contains(c); });
}

std::string hash_of_key(std::string_view secret) { return net::sha256_hex(secret); }

}  // namespace web
