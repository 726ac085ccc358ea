// SHA-256 of texts: of migrations, and of secrets that are looked up by their hash.
#pragma once

#include <string>
#include <string_view>

namespace db {

// In hexadecimal, lower case.
std::string sha256_hex(std::string_view text);

}  // namespace db
