#include "net/server/local_request.h"

#include <algorithm>
#include <array>
#include <boost/asio/ip/address_v4.hpp>
#include <string>
#include <utility>
#include <vector>

#include "base/text.h"
#include "net/core/problem.h"

namespace net {
namespace {

constexpr auto kProxyFields = std::to_array<std::string_view>(
    {"Forwarded", "Via", "CDN-Loop", "True-Client-IP", "Client-IP", "Max-Forwards",
     "Incap-Client-IP", "WL-Proxy-Client-IP", "Proxy-Client-IP", "X-Host", "X-Amz-Cf-Id"});

// Fields whose names go on: X-Forwarded-Host, CF-Connecting-IP.
constexpr auto kProxyPrefixes = std::to_array<std::string_view>(
    {"Forwarded-", "X-Forwarded",    "X-Real-",        "X-Client-",    "X-Cluster-", "X-Original-",
     "X-Rewrite-", "X-Originating-", "X-Remote-",      "X-ProxyUser-", "X-Envoy-",   "X-Azure-",
     "X-Amzn-",    "X-Appengine-",   "X-Cloud-Trace-", "X-Akamai-",    "X-Sucuri-",  "X-Arr-",
     "X-Vercel-",  "X-NF-",          "Akamai-",        "CF-",          "Fastly-",    "Fly-",
     "Tailscale-", "Ngrok-"});

bool is_proxy_field(std::string_view name) {
  const auto begins_name = [&](std::string_view prefix) {
    return equals_ignoring_case(name.substr(0, prefix.size()), prefix);
  };
  const auto is_name = [&](std::string_view known) { return equals_ignoring_case(name, known); };
  return std::ranges::any_of(kProxyFields, is_name) ||
         std::ranges::any_of(kProxyPrefixes, begins_name);
}

// Without ":8000"; nothing when what follows the last colon is no port.
std::string_view without_port(std::string_view host) {
  const auto colon = host.rfind(':');
  if (colon == host.npos || host.ends_with(']')) {
    return host;
  }
  const auto port = host.substr(colon + 1);
  const bool is_port = !port.empty() && std::ranges::all_of(port, base::is_ascii_digit);
  return is_port ? host.substr(0, colon) : "";
}

bool is_any_of(std::span<const base::IpRange> ranges, const base::IpAddress& address) {
  return std::ranges::any_of(ranges,
                             [&](const base::IpRange& range) { return range.contains(address); });
}

// What the proxies have added to a list of that name, the nearest last; several fields are one
// list.
std::vector<std::string_view> elements_of(const Headers& headers, std::string_view list) {
  std::vector<std::string_view> elements;
  for (const auto& [name, value] : headers) {
    if (equals_ignoring_case(name, list)) {
      for (const auto element : base::split(value, ',')) {
        elements.push_back(base::trim(element));
      }
    }
  }
  return elements;
}

}  // namespace

bool is_loopback_host(std::string_view host) {
  const auto name = without_port(host);
  if (equals_ignoring_case(name, "localhost") || name == "[::1]") {
    return true;
  }
  boost::system::error_code error;
  const auto address = boost::asio::ip::make_address_v4(std::string(name), error);
  return !error && address.is_loopback();
}

RouteHandler for_local_callers(RouteHandler handler) {
  return [handler = std::move(handler)](
             const ServerRequest& request,
             const PathParameters& path) -> boost::asio::awaitable<ServerResponse> {
    if (!request.is_local) {
      co_return problem(403, "This is only for callers on this machine.");
    }
    co_return co_await handler(request, path);
  };
}

bool is_passed_on(const Headers& headers) {
  return std::ranges::any_of(headers,
                             [](const auto& field) { return is_proxy_field(field.first); });
}

std::optional<base::IpAddress> sender_of(const ServerRequest& request,
                                         std::span<const base::IpRange> trusted) {
  if (!request.peer) {
    return std::nullopt;
  }
  const bool is_passed = is_passed_on(request.headers);
  if (!is_any_of(trusted, *request.peer)) {
    return is_passed && request.peer->is_loopback() ? std::nullopt : request.peer;
  }
  auto hops = elements_of(request.headers, "X-Forwarded-For");
  if (hops.empty()) {
    return is_passed ? std::nullopt : request.peer;
  }
  std::optional<base::IpAddress> sender = request.peer;
  while (sender && is_any_of(trusted, *sender) && !hops.empty()) {
    sender = base::IpAddress::parse(hops.back());
    hops.pop_back();
  }
  return sender;
}

bool is_over_https(const ServerRequest& request, std::span<const base::IpRange> trusted) {
  const auto schemes = elements_of(request.headers, "X-Forwarded-Proto");
  return request.peer && is_any_of(trusted, *request.peer) && !schemes.empty() &&
         equals_ignoring_case(schemes.back(), "https");
}

}  // namespace net
