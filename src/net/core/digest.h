// Fingerprints of bytes.
#pragma once

#include <istream>
#include <string>
#include <string_view>

namespace net {

// SHA-256 (FIPS 180-4) as 64 hexadecimal digits.
std::string sha256_hex(std::string_view bytes);
// Of all that follows in `file`, which may be large.
std::string sha256_hex(std::istream& file);

}  // namespace net
