// Signing in to the dashboard.
#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include "net/server/local_request.h"
#include "shop/access/session.h"
#include "shop/access/sign_in_link.h"
#include "web/api/operations.h"
#include "web/core/password_check.h"
#include "web/core/session_caller.h"
#include "web/core/session_cookie.h"

namespace web {
namespace {

using shop::Act;

struct PasswordBody {
  std::string username;
  std::string password;
};
BOOST_DESCRIBE_STRUCT(PasswordBody, (), (username, password))

struct LinkBody {
  std::string token;
};
BOOST_DESCRIBE_STRUCT(LinkBody, (), (token))

constexpr std::size_t kSignInBytesMax = 4'096;

constexpr ProblemKind kWrongPassword{401, "wrong_password", "The name or the password is wrong."};
constexpr ProblemKind kBadLink{
    403, "bad_link",
    "This link was used before, or is older than two minutes; send /dashboard to the bot again."};
constexpr ProblemKind kManyWrong{429, "too_many_sign_ins",
                                 "Too many sign-ins with a wrong password; try again in a while."};

Problem refused_password(const SignInRefusal& refusal) {
  Problem problem(refusal.wait ? kManyWrong : kWrongPassword);
  if (refusal.wait) {
    problem.headers.set("Retry-After", std::to_string(refusal.wait->count()));
  } else {
    problem.headers.set("WWW-Authenticate", R"(Bearer realm="Kram")");
  }
  return problem;
}

std::string sender_text(const Context& context, const net::ServerRequest& request) {
  const auto sender = net::sender_of(request, context.trusted_proxies);
  return sender ? sender->to_text() : "";
}

// Of nobody yet.
shop::NewSession new_session(const Context& context, const net::ServerRequest& request,
                             std::string_view secret) {
  return {.secret_hash = hash_of_session(secret),
          .address = sender_text(context, request),
          .user_agent = std::string(request.headers.find("User-Agent").value_or(""))};
}

// The answer to who has signed in.
Changed<Nothing> welcome(const Context& context, const net::ServerRequest& request,
                         std::string_view secret, const shop::Session& session) {
  Changed<Nothing> done;
  done.follow_up.headers.add("Set-Cookie",
                             session_cookie(secret, context.session_key,
                                            net::is_over_https(request, context.trusted_proxies)));
  done.follow_up.log = {
      fmt::format("{} has signed in to the dashboard from {} (session {})",
                  session.username ? *session.username : std::to_string(*session.user_id),
                  session.address, session.id)};
  return done;
}

boost::asio::awaitable<Outcome<Changed<Nothing>>> sign_in(Context& context,
                                                          OpenCall<PasswordBody> call) {
  const auto& username = call.body.username;
  const auto checked = co_await check_password(
      context,
      {.address = net::sender_of(call.request, context.trusted_proxies), .username = username},
      call.body.password);
  if (!checked) {
    context.logger.warn("A sign-in to the dashboard was refused (from {})",
                        sender_text(context, call.request));
    co_return std::unexpected(refused_password(checked.error()));
  }
  const auto secret = make_session_secret(context.random);
  auto wanted = new_session(context, call.request, secret);
  wanted.username = username;
  const auto session = co_await context.database.transact([&](db::Tx& tx) {
    const auto permit = shop::permit<Act::sign_in>(shop::Actor::web(username));
    return shop::start_session(tx, wanted, permit.value(), call.now);
  });
  co_return welcome(context, call.request, secret, session);
}

// Empty: the link is not good, or whose it is has no role any more.
std::optional<shop::Session> start_by_link(db::Tx& tx, const Context& context,
                                           std::string_view token, shop::NewSession wanted,
                                           base::Timestamp now) {
  wanted.user_id = shop::use_sign_in_link(tx, token, now);
  const auto role =
      wanted.user_id ? role_of_staff(tx, context, *wanted.user_id, /*is_held=*/true) : std::nullopt;
  if (!role) {
    return std::nullopt;
  }
  const auto permit = shop::permit<Act::sign_in>(shop::Actor::staff(*role, *wanted.user_id));
  return shop::start_session(tx, wanted, permit.value(), now);
}

boost::asio::awaitable<Outcome<Changed<Nothing>>> sign_in_by_link(Context& context,
                                                                  OpenCall<LinkBody> call) {
  const auto secret = make_session_secret(context.random);
  const auto wanted = new_session(context, call.request, secret);
  const auto session = co_await context.database.transact(
      [&](db::Tx& tx) { return start_by_link(tx, context, call.body.token, wanted, call.now); });
  if (!session) {
    context.logger.warn("A link to the dashboard was refused (from {})",
                        sender_text(context, call.request));
    co_return std::unexpected(Problem(kBadLink));
  }
  co_return welcome(context, call.request, secret, *session);
}

}  // namespace

void add_sign_in_operations(Api& api) {
  api.serve_open(
      {.method = "POST",
       .path = "/api/session",
       .id = "signIn",
       .subject = "Sessions",
       .summary = "Signs the owner in: the answer sets the cookie of a session.",
       .details = "After wrong passwords, from an address or for a name, one has to wait "
                  "ever longer (`Retry-After`).",
       .notes = {{"username", "As `WEB_ADMIN_USERNAME` says."}},
       .problems = {kWrongPassword, kManyWrong},
       .body_bytes_max = kSignInBytesMax},
      &sign_in);
  api.serve_open(
      {.method = "POST",
       .path = "/api/session/link",
       .id = "signInByLink",
       .subject = "Sessions",
       .summary = "Signs one of the staff in, by the link that the bot has sent them.",
       .notes = {{"token", "What the link has behind the `#`; good once, for two minutes."}},
       .problems = {kBadLink},
       .body_bytes_max = kSignInBytesMax},
      &sign_in_by_link);
}

}  // namespace web
