// The program's version.
#pragma once

#include <string>

namespace app::commands {

// "kram 1.2.3".
std::string version_line();

}  // namespace app::commands
