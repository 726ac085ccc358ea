// SHA-256 digests.
#pragma once

#include <istream>
#include <string>
#include <string_view>

namespace net {

// SHA-256 (FIPS 180-4) as 64 hexadecimal digits.
std::string sha256_hex(std::string_view bytes);
// The same of the rest of `file`, read in parts.
std::string sha256_hex(std::istream& file);

}  // namespace net
