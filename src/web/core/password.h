// Passwords as bcrypt hashes (crypt(5), prefix "$2b$").
#pragma once

#include <string>
#include <string_view>

#include "base/error.h"

namespace web {

// bcrypt ignores what is beyond: a longer password is refused rather than truncated.
inline constexpr std::size_t kMaxPasswordBytes = 72;

// True for "$2a$", "$2b$" or "$2y$", a cost from 4 to 16 and 53 characters of salt and hash.
bool is_bcrypt_hash(std::string_view text);

// Takes about a quarter of a second at the usual cost of 12, so never on the event loop's thread.
// False as well for a password that is too long or holds a zero byte.
bool password_matches(const std::string& password, const std::string& hash);

// Errors (invalid): an empty password, a zero byte, more than kMaxPasswordBytes bytes.
base::Result<std::string> hash_password(const std::string& password, int cost = 12);

}  // namespace web
