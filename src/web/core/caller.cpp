#include "web/core/caller.h"

#include "net/core/problem.h"
#include "net/server/basic_auth.h"

namespace web {
namespace {

net::ServerResponse too_many_requests() {
  auto response = net::problem(429, "Too many sign-ins are being checked; try again shortly.");
  response.headers.set("Retry-After", "1");
  return response;
}

}  // namespace

boost::asio::awaitable<std::expected<Caller, net::ServerResponse>> identify(
    Context& context, const net::ServerRequest& request) {
  auto credentials = net::basic_credentials(request);
  if (!credentials) {
    co_return std::unexpected(net::unauthorized("Kram"));
  }
  const auto outcome =
      co_await context.authenticator.check(credentials->username, credentials->password);
  switch (outcome) {
    case Authenticator::Outcome::refused:
      context.logger.warn("A sign-in to the HTTP API was refused");
      co_return std::unexpected(net::unauthorized("Kram"));
    case Authenticator::Outcome::busy:
      co_return std::unexpected(too_many_requests());
    case Authenticator::Outcome::accepted:
      break;
  }
  co_return Caller{.actor = shop::Actor::web(credentials->username)};
}

}  // namespace web
