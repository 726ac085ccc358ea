#include "web/api/api.h"

#include <expected>
#include <optional>
#include <utility>

#include "base/text.h"
#include "db/core/failure.h"
#include "net/server/basic_auth.h"

namespace web {
namespace {

net::ServerResponse too_many_requests() {
  auto response = net::problem(429, "Too many sign-ins are being checked; try again shortly.");
  response.headers.set("Retry-After", "1");
  return response;
}

net::ServerResponse answer_failure(Context& context, const net::ServerRequest& request,
                                   const db::Failure& failure) {
  ++context.metrics.database_failures;
  context.logger.error("{} {}: {}", request.method, request.path, failure.what());
  switch (failure.kind()) {
    case db::FailureKind::unavailable:
    case db::FailureKind::contention:
      return net::problem(503, "The database does not answer at the moment; try again later.");
    case db::FailureKind::constraint:
    case db::FailureKind::defect:
      break;
  }
  return net::problem(500, "Something went wrong; the log says what.");
}

// The sender, or the answer to one who has not the owner's credentials.
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

Response serve_guarded(Context& context, const ApiHandler& handler,
                       const net::ServerRequest& request, const net::PathParameters& parameters) {
  auto caller = co_await identify(context, request);
  if (!caller) {
    co_return std::move(caller.error());
  }
  std::optional<db::Failure> failure;
  try {
    co_return co_await handler(request, parameters, *caller);
  } catch (const db::Failure& thrown) {
    failure = thrown;
  }
  co_return answer_failure(context, request, *failure);
}

}  // namespace

net::ServerResponse forbidden() {
  return net::problem(403, "Your role does not allow this; an owner can.");
}

net::RouteHandler guarded(Context& context, ApiHandler handler) {
  return [&context, handler = std::move(handler)](const net::ServerRequest& request,
                                                  const net::PathParameters& parameters) {
    return serve_guarded(context, handler, request, parameters);
  };
}

net::Gate owners_only(Context& context) {
  return [&context](const net::ServerRequest& head) -> boost::asio::awaitable<net::Admission> {
    auto caller = co_await identify(context, head);
    if (!caller) {
      co_return std::unexpected(std::move(caller.error()));
    }
    co_return kBodyBytesMax;
  };
}

base::Result<void> check_content_type(const net::ServerRequest& request) {
  const auto type = request.headers.find("Content-Type").value_or("");
  const auto media_type = base::trim(type.substr(0, type.find(';')));
  if (!net::equals_ignoring_case(media_type, "application/json")) {
    return base::invalid("The request must have the header Content-Type: application/json.");
  }
  return {};
}

}  // namespace web
