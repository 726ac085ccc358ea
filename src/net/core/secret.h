// Secrets that callers send.
#pragma once

#include <string_view>

namespace net {

// Compares without telling by its time where texts of the same length differ.
bool is_same_secret(std::string_view a, std::string_view b);

}  // namespace net
