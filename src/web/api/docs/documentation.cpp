#include "web/api/docs/documentation.h"

#include <array>
#include <boost/json/serialize.hpp>
#include <memory>
#include <string>

#include "net/core/digest.h"
#include "net/server/static_content.h"
#include "web/operation/openapi.h"

namespace web {
namespace {

constexpr char kIndex[] = {
#embed "index.html"
};
constexpr char kStyle[] = {
#embed "docs.css"
};
constexpr char kScript[] = {
#embed "docs.js"
};

template <std::size_t size>
constexpr std::string_view view(const char (&bytes)[size]) {
  return {bytes, size};
}

constexpr std::array<net::EmbeddedFile, 3> kFiles{{
    {"/docs", view(kIndex), ""},
    {"/docs/docs.css", view(kStyle), ""},
    {"/docs/docs.js", view(kScript), ""},
}};

Response show_file(std::shared_ptr<const net::StaticContent> files,
                   const net::ServerRequest& request) {
  auto response = *files->respond(request);
  if (request.path == "/docs") {
    response.headers.set("Content-Type", "text/html; charset=utf-8");
  }
  response.headers.set("Content-Security-Policy",
                       "default-src 'none'; script-src 'self'; style-src 'self'; "
                       "connect-src 'self'; img-src data:; base-uri 'none'; "
                       "form-action 'none'; frame-ancestors 'none'");
  co_return response;
}

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
  const auto files = std::make_shared<const net::StaticContent>(kFiles);
  const auto show_page = [files](const auto& request, const auto&) {
    return show_file(files, request);
  };
  router.add("GET", "/docs", show_page);
  for (const auto& file : kFiles) {
    router.add("GET", file.path, show_page);
  }
  router.add("GET", "/api/openapi.json",
             [document](const auto& request, const auto&) { return show(document, request); });
}

}  // namespace web
