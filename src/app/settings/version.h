// The program's version.
#pragma once

#include <string_view>

namespace app {

// "1.2.3".
std::string_view version();

}  // namespace app
