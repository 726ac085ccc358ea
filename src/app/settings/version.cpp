#include "app/settings/version.h"

namespace app {

std::string_view version() { return KRAM_VERSION; }

}  // namespace app
