#include "web/core/password.h"

#include <algorithm>
#include <array>
#include <memory>

#include <crypt.h>

#include "base/check.h"
#include "base/text.h"
#include "net/core/secret.h"

namespace web {
namespace {

constexpr std::size_t kHashLength = 60;
constexpr std::size_t kPrefixLength = 7;  // "$2b$12$"

// crypt(3) needs 32 KiB of working memory: on the heap, not on a small thread's stack.
std::string crypt_bcrypt(const std::string& password, const std::string& setting) {
  const auto work = std::make_unique<crypt_data>();
  const char* const hash =
      crypt_rn(password.c_str(), setting.c_str(), work.get(), static_cast<int>(sizeof(crypt_data)));
  return hash == nullptr ? std::string() : std::string(hash);
}

bool is_usable(std::string_view password) {
  return password.size() <= kMaxPasswordBytes && !password.contains('\0');
}

}  // namespace

bool is_bcrypt_hash(std::string_view text) {
  if (text.size() != kHashLength || !text.starts_with("$2") || text[3] != '$' || text[6] != '$' ||
      !std::string_view("aby").contains(text[2]) || !base::is_ascii_digit(text[4]) ||
      !base::is_ascii_digit(text[5])) {
    return false;
  }
  const int cost = (text[4] - '0') * 10 + (text[5] - '0');
  return cost >= 4 && cost <= 16 && std::ranges::all_of(text.substr(kPrefixLength), [](char c) {
           return base::is_ascii_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                  c == '.' || c == '/';
         });
}

bool password_matches(const std::string& password, const std::string& hash) {
  return is_usable(password) && is_bcrypt_hash(hash) &&
         net::is_same_secret(crypt_bcrypt(password, hash), hash);
}

base::Result<std::string> hash_password(const std::string& password, int cost) {
  if (password.empty()) {
    return base::invalid("The password is empty.");
  }
  if (!is_usable(password)) {
    return base::invalid("The password must be at most 72 bytes long and hold no zero byte.");
  }
  std::array<char, CRYPT_GENSALT_OUTPUT_SIZE> setting{};
  const char* const salted =
      crypt_gensalt_rn("$2b$", static_cast<unsigned long>(cost), /*rbytes=*/nullptr, /*nrbytes=*/0,
                       setting.data(), static_cast<int>(setting.size()));
  base::check(salted != nullptr, "libxcrypt makes a bcrypt salt");
  auto hash = crypt_bcrypt(password, setting.data());
  base::check(is_bcrypt_hash(hash), "libxcrypt makes a bcrypt hash");
  return hash;
}

}  // namespace web
