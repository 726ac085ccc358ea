// The secrets of API keys.
#pragma once

#include <string>
#include <string_view>

#include "base/random.h"

namespace web {

// "kram_" and 40 letters and digits (238 random bits): whoever finds one in a file or a log, and
// the programs that look for such, know what it is.
std::string make_key_secret(base::Random& random);

// Whether a text has the form of one.
bool is_key_secret(std::string_view text);

// What is stored of it (shop::NewKey::secret_hash).
std::string hash_of_key(std::string_view secret);

}  // namespace web
