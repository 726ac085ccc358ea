// The OpenAPI document of the REST API.
#pragma once

#include <boost/json/object.hpp>
#include <string_view>

#include "web/operation/api.h"

namespace web {

// OpenAPI 3.1.0, from the descriptions of the operations.
boost::json::object openapi_document(const Api& api, std::string_view version);

}  // namespace web
