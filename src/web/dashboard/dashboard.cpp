#include "web/dashboard/dashboard.h"

#include <algorithm>
#include <array>
#include <memory>
#include <string>
#include <utility>

#include "net/core/problem.h"

namespace web {
namespace {

using Response = boost::asio::awaitable<net::ServerResponse>;
using Files = std::shared_ptr<const net::StaticContent>;

// Scripts come from files of ours alone. Mantine sets the styles of its parts in the page.
constexpr std::string_view kPolicy =
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; connect-src 'self'; "
    "img-src 'self' data: blob:; font-src 'self'; manifest-src 'self'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'self'";

// Pages that show one thing at a path of its own.
constexpr std::array kPagesOfOne{"/deposits/{part}", "/tickets/{id}", "/webhooks/{id}"};

// Such as "audit-log": what else has one segment is no page, such as "favicon.ico" or "api/x" with
// its slash percent-encoded.
bool is_name_of_page(std::string_view name) {
  return std::ranges::all_of(name, [](char c) { return (c >= 'a' && c <= 'z') || c == '-'; });
}

void protect(net::ServerResponse& response) {
  response.headers.set("Content-Security-Policy", std::string(kPolicy));
  response.headers.set("Referrer-Policy", "same-origin");
}

net::ServerRequest at(net::ServerRequest request, std::string path) {
  request.path = std::move(path);
  return request;
}

Response show_page(Files files, net::ServerRequest request) {
  auto response = files->respond(at(std::move(request), "/index.html"));
  if (!response) {
    co_return net::problem(
        404, "This program was built without the dashboard; its API is described at /docs.");
  }
  protect(*response);
  co_return *std::move(response);
}

Response show_file(Files files, net::ServerRequest request) {
  auto response = files->respond(request);
  co_return response ? *std::move(response) : net::problem(404, "There is nothing at this path.");
}

}  // namespace

void add_dashboard_routes(net::Router& router, std::span<const net::EmbeddedFile> embedded) {
  const auto files = std::make_shared<const net::StaticContent>(embedded);
  router.add("GET", "/",
             [files](const auto& request, const auto&) { return show_page(files, request); });
  router.add("GET", "/assets/{file}",
             [files](const auto& request, const auto&) { return show_file(files, request); });
  for (const auto* const page : kPagesOfOne) {
    router.add("GET", page,
               [files](const auto& request, const auto&) { return show_page(files, request); });
  }
  router.add("GET", "/{page}", [files](const auto& request, const auto& path) {
    return is_name_of_page(path.at("page")) ? show_page(files, request) : show_file(files, request);
  });
}

}  // namespace web
