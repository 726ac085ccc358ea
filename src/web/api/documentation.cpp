#include "web/api/documentation.h"

#include <boost/json/serialize.hpp>
#include <memory>
#include <string>

#include "net/core/digest.h"
#include "web/operation/openapi.h"

namespace web {
namespace {

// Made once: a running program's API does not change.
struct Document {
  std::string text;
  std::string etag;
};

Response show(std::shared_ptr<const Document> document, const net::ServerRequest& request) {
  const bool is_known = request.headers.has_token("If-None-Match", document->etag);
  auto response =
      is_known ? net::ServerResponse{.status = 304} : net::json_response(200, document->text);
  response.headers.set("ETag", document->etag);
  co_return response;
}

}  // namespace

void add_documentation_routes(net::Router& router, const Api& api, std::string_view version) {
  auto document = std::make_shared<Document>();
  document->text = boost::json::serialize(openapi_document(api, version));
  document->etag = "\"" + net::sha256_hex(document->text).substr(0, 32) + "\"";
  router.add("GET", "/api/openapi.json",
             [document](const auto& request, const auto&) { return show(document, request); });
}

}  // namespace web
