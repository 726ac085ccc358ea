#include "app/commands/version_line.h"

namespace app::commands {

std::string version_line() { return "kram " KRAM_VERSION; }

}  // namespace app::commands
