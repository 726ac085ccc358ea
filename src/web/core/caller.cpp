#include "web/core/caller.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/enum_text.h"
#include "base/text.h"
#include "net/core/problem.h"
#include "net/server/basic_auth.h"
#include "net/server/local_request.h"
#include "web/core/key_secret.h"
#include "web/core/password_check.h"
#include "web/core/session_caller.h"
#include "web/core/session_cookie.h"

namespace web {
namespace {

using Identified = std::expected<Caller, net::ServerResponse>;

// Of the password and of sessions: behind them are people with many pages open.
constexpr RateLimit kPeopleLimit{.per_second = 100};

net::ServerResponse busy_signing_in(std::chrono::seconds wait) {
  auto response = net::problem(429, "Too many sign-ins are being checked; try again shortly.",
                               {{"code", "too_many_requests"}});
  response.headers.set("Retry-After", std::to_string(wait.count()));
  return response;
}

// What follows the scheme Bearer (RFC 6750, 2.1); empty for another scheme.
std::optional<std::string_view> bearer_token(const net::ServerRequest& request) {
  const auto field = request.headers.find("Authorization").value_or("");
  const auto space = std::min(field.find(' '), field.size());
  return net::equals_ignoring_case(field.substr(0, space), "Bearer")
             ? std::optional(base::trim(field.substr(space)))
             : std::nullopt;
}

std::string text_of(const std::optional<base::IpAddress>& address) {
  return address ? address->to_text() : "?";
}

Identified refuse_key(Context& context, const Caller& caller, shop::KeyFault fault) {
  context.logger.warn("An API key was refused: {} (key {}, from {})", base::text_of(fault),
                      caller.key ? std::to_string(caller.key->id) : "?", text_of(caller.address));
  return std::unexpected(unauthorized(/*has_sent_key=*/true));
}

boost::asio::awaitable<Identified> identify_key(Context& context, const net::ServerRequest& request,
                                                std::string_view secret) {
  Caller caller{.actor = {}, .address = net::sender_of(request, context.trusted_proxies)};
  if (is_key_secret(secret)) {
    caller.key = co_await context.database.read(
        [hash = hash_of_key(secret)](db::Tx& tx) { return shop::find_key(tx, hash); });
  }
  if (!caller.key) {
    co_return refuse_key(context, caller, shop::KeyFault::unknown);
  }
  if (const auto fault = shop::fault_of(*caller.key, caller.address, context.clock.now())) {
    co_return refuse_key(context, caller, *fault);
  }
  caller.actor = shop::Actor::key(caller.key->role, caller.key->id);
  co_return caller;
}

}  // namespace

boost::asio::awaitable<Identified> identify(Context& context, const net::ServerRequest& request) {
  if (const auto secret = bearer_token(request)) {
    co_return co_await identify_key(context, request, *secret);
  }
  if (!request.headers.find("Authorization") && is_of_dashboard(request)) {
    co_return co_await identify_session(context, request);
  }
  auto credentials = net::basic_credentials(request);
  if (!credentials) {
    co_return std::unexpected(unauthorized(/*has_sent_key=*/false));
  }
  const auto sender = net::sender_of(request, context.trusted_proxies);
  const auto checked = co_await check_password(
      context, {.address = sender, .username = credentials->username}, credentials->password);
  if (!checked && checked.error().wait) {
    co_return std::unexpected(busy_signing_in(*checked.error().wait));
  }
  if (!checked) {
    context.logger.warn("A sign-in to the HTTP API was refused (from {})", text_of(sender));
    co_return std::unexpected(unauthorized(/*has_sent_key=*/false));
  }
  co_return Caller{.actor = shop::Actor::web(credentials->username), .address = sender};
}

net::ServerResponse unauthorized(bool has_sent_key) {
  auto response = net::unauthorized("Kram");
  response.headers.add(
      "WWW-Authenticate",
      fmt::format(R"(Bearer realm="Kram"{})", has_sent_key ? R"(, error="invalid_token")" : ""));
  return response;
}

bool hold_caller(db::Tx& tx, const Caller& caller, base::Timestamp now) {
  if (caller.session) {
    return hold_session_of(tx, caller, now);
  }
  if (!caller.key) {
    return true;
  }
  const auto key = shop::hold_key(tx, caller.key->id);
  return key && !shop::fault_of(*key, caller.address, now);
}

RateLimit rate_limit_of(const Caller& caller) {
  return caller.key ? RateLimit{.per_second = caller.key->requests_per_second} : kPeopleLimit;
}

std::string bucket_of(const Caller& caller) {
  return caller.session ? fmt::format("session:{}", caller.session->id)
                        : shop::to_text(caller.actor);
}

}  // namespace web
