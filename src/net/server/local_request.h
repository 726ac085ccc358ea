// Which requests come from this machine itself.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "base/internet/ip_address.h"
#include "net/core/headers.h"
#include "net/server/router.h"

namespace net {

// True for a Host that names the loopback interface: localhost, an address of 127.0.0.0/8, [::1],
// each with or without a port. Any other name may be another web site's that resolves to this
// machine (DNS rebinding).
bool is_loopback_host(std::string_view host);

// True when a proxy, tunnel or content network has passed the request on: Forwarded, Via, and the
// fields that such programs add (X-Forwarded-…, X-Real-IP, CF-…, True-Client-IP and others).
bool is_passed_on(const Headers& headers);

// The address that a request comes from: the peer's, or when that is one of the `trusted` proxies,
// whom X-Forwarded-For names last that is none of them. Empty when a proxy has passed it on without
// an address, or with something else in its place, and when a proxy on this machine that is not
// trusted has passed it on. Nobody else is believed about another address than their own.
std::optional<base::IpAddress> sender_of(const ServerRequest& request,
                                         std::span<const base::IpRange> trusted);

// Whether the sender used HTTPS: one of the `trusted` proxies says so (X-Forwarded-Proto). The shop
// itself speaks plain HTTP.
bool is_over_https(const ServerRequest& request, std::span<const base::IpRange> trusted);

// Answers with `handler` to local callers (ServerRequest::is_local), with 403 to others.
RouteHandler for_local_callers(RouteHandler handler);

}  // namespace net
