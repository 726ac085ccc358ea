#include "chain/backends/backend_url.h"

#include <boost/asio/ip/address.hpp>
#include <optional>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "base/url.h"
#include "chain/backends/esplora_backend.h"
#include "chain/backends/rpc_backend.h"
#include "net/core/query.h"
#include "net/server/basic_auth.h"

namespace chain {
namespace {

constexpr int kSharedPerMinute = 600;

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

bool is_private(const boost::asio::ip::address_v4& address) {
  const auto bytes = address.to_bytes();
  return bytes[0] == 10 || bytes[0] == 127 || (bytes[0] == 192 && bytes[1] == 168) ||
         (bytes[0] == 172 && bytes[1] >= 16 && bytes[1] < 32) ||
         (bytes[0] == 100 && bytes[1] >= 64 && bytes[1] < 128);
}

bool is_private(const boost::asio::ip::address_v6& address) {
  return address.is_loopback() || address.is_link_local() ||
         (address.to_bytes()[0] & 0xFEU) == 0xFCU;
}

// Whether the host is this machine or in a network of one's own.
bool is_own(std::string_view host) {
  if (host.starts_with('[')) {
    host = host.substr(1, host.size() - 2);
  }
  boost::system::error_code error;
  const auto address = boost::asio::ip::make_address(std::string(host), error);
  if (error) {
    return !host.contains('.') || host.ends_with(".local") || host.ends_with(".internal");
  }
  return address.is_v4() ? is_private(address.to_v4()) : is_private(address.to_v6());
}

std::optional<int> usual_requests_per_minute(const BackendUrl& url) {
  const auto parts = base::parse_url(url.url);
  switch (url.kind) {
    case BackendKind::rpc:
      return std::nullopt;
    case BackendKind::esplora:
      return parts && is_own(parts->host) ? std::nullopt : std::optional(kSharedPerMinute);
  }
  std::unreachable();
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
  auto chosen = options;
  if (!chosen.requests_per_minute) {
    chosen.requests_per_minute = usual_requests_per_minute(url);
  }
  BackendHttp backend_http(url, std::move(chosen), http);
  switch (url.kind) {
    case BackendKind::rpc:
      return std::make_unique<RpcBackend>(std::move(backend_http));
    case BackendKind::esplora:
      return std::make_unique<EsploraBackend>(std::move(backend_http));
  }
  std::unreachable();
}

}  // namespace chain
