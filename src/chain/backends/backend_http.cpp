#include "chain/backends/backend_http.h"

#include <utility>

#include <fmt/format.h>

namespace chain {

using boost::asio::awaitable;
using net::HttpResponse;

BackendHttp::BackendHttp(BackendUrl url, BackendOptions options, net::HttpClient& http)
    : url_(std::move(url)), options_(std::move(options)), http_(http) {}

awaitable<base::Result<HttpResponse>> BackendHttp::get(std::string path,
                                                       std::chrono::milliseconds timeout) {
  net::HttpRequest request{.url = url_.url + path};
  request.timeout = timeout;
  co_return co_await send(std::move(request));
}

awaitable<base::Result<HttpResponse>> BackendHttp::post_json(std::string body,
                                                             std::chrono::milliseconds timeout) {
  net::HttpRequest request{.method = "POST",
                           .url = url_.url,
                           .headers = {{"Content-Type", "application/json"}},
                           .body = std::move(body)};
  request.timeout = timeout;
  co_return co_await send(std::move(request));
}

awaitable<base::Result<HttpResponse>> BackendHttp::send(net::HttpRequest request) {
  if (!url_.authorization.empty()) {
    request.headers.add("Authorization", url_.authorization);
  }
  if (!options_.api_key.empty()) {
    request.headers.add("x-api-key", options_.api_key);
  }
  auto response = co_await http_.send(std::move(request));
  if (response && (response->status == 401 || response->status == 403)) {
    co_return fail(base::ErrorKind::forbidden,
                   fmt::format("refuses the key or password (HTTP {}): check its user and password "
                               "in the setting of the backends, and BLOCKCHAIN_API_KEY",
                               response->status));
  }
  co_return response;
}

std::unexpected<base::Error> BackendHttp::fail(base::ErrorKind kind, std::string_view rest) const {
  return base::fail(kind, fmt::format("The backend {} {}.", url_.name, rest));
}

std::unexpected<base::Error> BackendHttp::fail_with_status(int status) const {
  if (status == 404) {
    return fail(base::ErrorKind::not_found, "does not have what it was asked for");
  }
  if (status == 429) {
    return fail(base::ErrorKind::unavailable, "is asked too often (HTTP 429)");
  }
  return fail(base::ErrorKind::unavailable, fmt::format("fails (HTTP {})", status));
}

}  // namespace chain
