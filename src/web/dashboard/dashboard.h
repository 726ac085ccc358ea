// The dashboard's pages and files.
#pragma once

#include <span>

#include "net/server/router.h"
#include "net/server/static_content.h"

namespace web {

// Adds `/`, `/assets/…`, and `/{page}` for every other path of one segment: which pages there are
// only the dashboard knows. REQUIRES: the routes of what has paths of its own were added before.
void add_dashboard_routes(net::Router& router, std::span<const net::EmbeddedFile> files);

}  // namespace web
