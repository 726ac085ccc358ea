// SHA-256 digests and signatures.
#pragma once

#include <istream>
#include <string>
#include <string_view>

namespace net {

// SHA-256 (FIPS 180-4) as 64 hexadecimal digits.
std::string sha256_hex(std::string_view bytes);
// The same of the rest of `file`, read in parts.
std::string sha256_hex(std::istream& file);

// HMAC-SHA256 (RFC 2104) in the same form.
std::string hmac_sha256_hex(std::string_view key, std::string_view bytes);

}  // namespace net
