// The files of the built dashboard.
#pragma once

#include <span>

#include "net/server/static_content.h"

namespace web {

// Empty when the program was built without the dashboard.
std::span<const net::EmbeddedFile> embedded_dashboard();

}  // namespace web
