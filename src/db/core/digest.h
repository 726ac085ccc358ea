// SHA-256 of texts. Inside db/ only.
#pragma once

#include <string>
#include <string_view>

namespace db {

// In hexadecimal, lower case.
std::string sha256_hex(std::string_view text);

}  // namespace db
