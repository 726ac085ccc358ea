// Who sent a request to the HTTP API.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <expected>

#include "net/core/http_message.h"
#include "shop/core/acts/actor.h"
#include "web/core/context.h"

namespace web {

using Response = boost::asio::awaitable<net::ServerResponse>;

// The authenticated sender of a request.
struct Caller {
  shop::Actor actor;
};

// The sender, or the answer to one without good credentials: 401, or 429 while too many are being
// checked.
boost::asio::awaitable<std::expected<Caller, net::ServerResponse>> identify(
    Context& context, const net::ServerRequest& request);

}  // namespace web
