// Which requests come from this machine itself.
#pragma once

#include <string_view>

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

// Answers with `handler` to local callers (ServerRequest::is_local), with 403 to others.
RouteHandler for_local_callers(RouteHandler handler);

}  // namespace net
