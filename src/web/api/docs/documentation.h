// GET /api/openapi.json and the page that renders it.
#pragma once

#include "web/operation/api.h"

namespace web {

// /docs and its files, too. For everybody: the document says nothing of a shop. REQUIRES: `api`
// lives as long as the router.
void add_documentation_routes(net::Router& router, const Api& api, std::string_view version);

}  // namespace web
