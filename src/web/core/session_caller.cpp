#include "web/core/session_caller.h"

#include <algorithm>

#include "net/core/problem.h"
#include "net/core/secret.h"
#include "net/server/local_request.h"
#include "shop/customers/staff.h"
#include "web/core/session_cookie.h"

namespace web {
namespace {

using Identified = std::expected<Caller, net::ServerResponse>;

net::ServerResponse without_token() {
  return net::problem(403,
                      "Send the header X-CSRF-Token with the `csrf_token` of GET /api/session.",
                      {{"code", "bad_csrf_token"}});
}

bool is_write(const net::ServerRequest& request) {
  return request.method != "GET" && request.method != "HEAD";
}

bool has_token(const net::ServerRequest& request, std::string_view token) {
  return net::is_same_secret(request.headers.find(kCsrfHeader).value_or(""), token);
}

// Empty: they may not sign in any more.
std::optional<shop::Actor> actor_of(db::Tx& tx, const Context& context,
                                    const shop::Session& session) {
  if (session.username) {
    return shop::Actor::web(*session.username);
  }
  const auto role = role_of_staff(tx, context, *session.user_id, /*is_held=*/false);
  return role ? std::optional(shop::Actor::staff(*role, *session.user_id)) : std::nullopt;
}

std::optional<Caller> find_caller(db::Tx& tx, const Context& context, std::string_view secret,
                                  base::Timestamp now) {
  const auto session = shop::find_session(tx, hash_of_session(secret));
  if (!session || !shop::is_open(*session, now)) {
    return std::nullopt;
  }
  auto actor = actor_of(tx, context, *session);
  return actor ? std::optional(Caller{.actor = *std::move(actor), .session = session})
               : std::nullopt;
}

}  // namespace

boost::asio::awaitable<Identified> identify_session(Context& context,
                                                    const net::ServerRequest& request) {
  const auto secret = session_secret_of(request, context.session_key);
  if (!secret) {
    co_return std::unexpected(signed_out());
  }
  auto caller = co_await context.database.read(
      [&](db::Tx& tx) { return find_caller(tx, context, *secret, context.clock.now()); });
  if (!caller) {
    co_return std::unexpected(signed_out());
  }
  caller->csrf_token = csrf_token(*secret, context.session_key);
  if (is_write(request) && !has_token(request, caller->csrf_token)) {
    co_return std::unexpected(without_token());
  }
  caller->address = net::sender_of(request, context.trusted_proxies);
  co_return *std::move(caller);
}

net::ServerResponse signed_out() {
  auto response = net::problem(401, "Sign in; the session has ended.", {{"code", "signed_out"}});
  response.headers.set("WWW-Authenticate", R"(Bearer realm="Kram")");
  return response;
}

bool hold_session_of(db::Tx& tx, const Caller& caller, base::Timestamp now) {
  const auto session = shop::hold_session(tx, caller.session->id);
  if (!session || !shop::is_open(*session, now)) {
    return false;
  }
  const auto role = shop::role_of(caller.actor);
  // Owners are such by the settings, which stay while the process runs.
  return role == shop::Role::owner || shop::hold_role(tx, *session->user_id) == role;
}

std::optional<shop::Role> role_of_staff(db::Tx& tx, const Context& context, std::int64_t user_id,
                                        bool is_held) {
  if (std::ranges::find(context.owner_ids, user_id) != context.owner_ids.end()) {
    return shop::Role::owner;
  }
  return is_held ? shop::hold_role(tx, user_id) : shop::find_role(tx, user_id);
}

}  // namespace web
