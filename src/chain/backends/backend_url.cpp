#include "chain/backends/backend_url.h"

#include <optional>
#include <utility>

#include <fmt/format.h>

#include "base/url.h"
#include "chain/backends/esplora_backend.h"
#include "chain/backends/rpc_backend.h"
#include "net/core/query.h"
#include "net/server/basic_auth.h"

namespace chain {
namespace {

std::unexpected<base::Error> refuse() {
  return base::invalid(
      "A backend must look like rpc+http://user:password@127.0.0.1:8332 or "
      "esplora+https://host/api; in a password, an @ is written %40, a / %2F.");
}

std::optional<BackendKind> take_kind(std::string_view& text) {
  for (const auto& [prefix, kind] :
       {std::pair(std::string_view("rpc+"), BackendKind::rpc),
        std::pair(std::string_view("esplora+"), BackendKind::esplora)}) {
    if (text.starts_with(prefix)) {
      text.remove_prefix(prefix.size());
      return kind;
    }
  }
  return std::nullopt;
}

// Nothing when an escape is broken.
std::optional<std::string> authorization_of(std::string_view user_info) {
  const auto colon = user_info.find(':');
  const auto user = net::percent_decode(user_info.substr(0, colon));
  const auto password = net::percent_decode(colon == user_info.npos ? std::string_view()
                                                                    : user_info.substr(colon + 1));
  if (!user || !password || user->contains(':')) {
    return std::nullopt;
  }
  return net::basic_authorization({.username = *user, .password = *password});
}

}  // namespace

base::Result<BackendUrl> parse_backend_url(std::string_view text) {
  const auto kind = take_kind(text);
  auto parts = base::parse_url(text);
  if (!kind || !parts || !parts->query.empty() ||
      (parts->scheme != "http" && parts->scheme != "https")) {
    return refuse();
  }
  BackendUrl url{.kind = *kind};
  if (parts->user_info) {
    auto authorization = authorization_of(*parts->user_info);
    if (!authorization) {
      return refuse();
    }
    url.authorization = *std::move(authorization);
  }
  while (parts->path.ends_with('/')) {
    parts->path.remove_suffix(1);
  }
  url.url = fmt::format("{}://{}{}", parts->scheme, parts->address(), parts->path);
  url.name = fmt::format("{} {}", *kind == BackendKind::rpc ? "rpc" : "esplora", parts->address());
  return url;
}

std::unique_ptr<Backend> make_backend(const BackendUrl& url, const BackendOptions& options,
                                      net::HttpClient& http) {
  BackendHttp backend_http(url, options, http);
  switch (url.kind) {
    case BackendKind::rpc:
      return std::make_unique<RpcBackend>(std::move(backend_http));
    case BackendKind::esplora:
      return std::make_unique<EsploraBackend>(std::move(backend_http));
  }
  std::unreachable();
}

}  // namespace chain
