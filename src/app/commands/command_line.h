// The command line of `kram`.
#pragma once

#include <span>

#include "app/console/console.h"

namespace app {

// Reads the arguments (without the program's name) and runs the command that they name.
ExitCode run_command_line(std::span<const char* const> arguments, Console& console);

}  // namespace app
