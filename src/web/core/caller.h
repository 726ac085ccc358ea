// Who sent a request to the HTTP API.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <expected>
#include <optional>
#include <string>

#include "base/internet/ip_address.h"
#include "net/core/http_message.h"
#include "shop/access/api_key.h"
#include "shop/access/session.h"
#include "shop/core/acts/actor.h"
#include "web/core/context.h"

namespace web {

using Response = boost::asio::awaitable<net::ServerResponse>;

// The authenticated sender of a request.
struct Caller {
  shop::Actor actor;
  std::optional<base::IpAddress> address = {};
  std::optional<shop::ApiKey> key = {};  // as it was when the request came; empty: the password
  // Of the dashboard, as it was when the request came; empty: another way in.
  std::optional<shop::Session> session = {};
  std::string csrf_token = {};  // of the session
};

// The sender, or the answer to one without good credentials: 401, or 429 while too many are being
// checked. The answer does not say what is wrong with a key; the log does.
boost::asio::awaitable<std::expected<Caller, net::ServerResponse>> identify(
    Context& context, const net::ServerRequest& request);

// 401 with the challenges of both schemes (RFC 7617, RFC 6750).
net::ServerResponse unauthorized(bool has_sent_key);

// Whether the caller may still call; a key that may is not revoked, a session not ended and the
// role of its person not taken until the transaction ends. First in each transaction that changes
// something.
bool hold_caller(db::Tx& tx, const Caller& caller, base::Timestamp now);

RateLimit rate_limit_of(const Caller& caller);
// Whose requests count together, for the RateLimiter.
std::string bucket_of(const Caller& caller);

}  // namespace web
