// Sessions of the dashboard: who is signed in, and ending it.
#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "net/server/local_request.h"
#include "shop/access/session.h"
#include "shop/customers/customer.h"
#include "web/api/operations.h"
#include "web/core/session_cookie.h"
#include "web/operation/list.h"

namespace web {
namespace {

using shop::Act;

// Who sends the request, and what a page needs first.
struct SignedInView {
  std::string name;
  std::optional<std::int64_t> user_id;
  shop::Role role = shop::Role::support;
  std::string currency;
  std::string timezone;
  std::vector<std::string> languages;
  std::optional<std::string> bot_username;
  std::optional<std::string> csrf_token;
  std::optional<base::Timestamp> expires_at;
  std::string version;
};
BOOST_DESCRIBE_STRUCT(SignedInView, (),
                      (name, user_id, role, currency, timezone, languages, bot_username, csrf_token,
                       expires_at, version))

struct SessionView {
  std::int64_t id = 0;
  std::optional<std::string> username;
  std::optional<std::int64_t> user_id;
  std::optional<std::string> first_name;
  std::string address;
  std::string user_agent;
  base::Timestamp created_at;
  base::Timestamp expires_at;
  base::Timestamp last_seen_at;
  std::optional<base::Timestamp> ended_at;
  bool is_current = false;
};
BOOST_DESCRIBE_STRUCT(SessionView, (),
                      (id, username, user_id, first_name, address, user_agent, created_at,
                       expires_at, last_seen_at, ended_at, is_current))

struct SessionList : ListParameters {
  std::optional<Sort<shop::SessionSort>> sort;
  std::optional<bool> open;
};
BOOST_DESCRIBE_STRUCT(SessionList, (ListParameters), (sort, open))

struct SessionPath {
  std::int64_t id = 0;
};
BOOST_DESCRIBE_STRUCT(SessionPath, (), (id))

constexpr ProblemKind kNoSession{409, "no_session",
                                 "This request came without the cookie of a session."};

std::string name_of_caller(db::Tx& tx, const Caller& caller) {
  if (caller.key) {
    return caller.key->name;
  }
  const auto user_id = shop::staff_id_of(caller.actor);
  const auto person = user_id ? shop::find_customer(tx, *user_id) : std::nullopt;
  return person ? person->first_name : caller.actor.id;
}

template <class T>
std::optional<T> unless_empty(T value) {
  return value.empty() ? std::nullopt : std::optional(std::move(value));
}

Outcome<SignedInView> show_session(db::Tx& tx, const Call<Act::see_panel>& call) {
  const auto& caller = call.caller;
  return SignedInView{
      .name = name_of_caller(tx, caller),
      .user_id = shop::staff_id_of(caller.actor),
      .role = shop::role_of(caller.actor).value(),
      .currency = call.context.currency,
      .timezone = call.context.zone.name(),
      .languages = call.context.languages,
      .bot_username = unless_empty(call.context.bot_username()),
      .csrf_token = unless_empty(caller.csrf_token),
      .expires_at = caller.session ? std::optional(caller.session->expires_at) : std::nullopt,
      .version = call.context.version};
}

Outcome<Changed<Nothing>> sign_out(db::Tx& tx, const Call<Act::end_session>& call) {
  if (!call.caller.session) {
    return std::unexpected(Problem(kNoSession));
  }
  shop::end_session(tx, call.caller.session->id, call.permit, call.now);
  Changed<Nothing> done;
  done.follow_up.headers.add("Set-Cookie", ended_session_cookie());
  return done;
}

bool sees_all(const shop::Actor& actor) { return shop::role_of(actor) == shop::Role::owner; }

// Of one's own; 0, whose none is, for a program.
std::optional<std::int64_t> whose(const shop::Actor& actor) {
  return sees_all(actor) ? std::nullopt : std::optional(shop::staff_id_of(actor).value_or(0));
}

Outcome<List<SessionView>> list_sessions(db::Tx& tx,
                                         const Call<Act::see_panel, SessionList>& call) {
  const auto part = part_of(call.parameters);
  if (!part) {
    return std::unexpected(part.error());
  }
  const auto rows =
      shop::session_rows(tx, {.user_id = whose(call.caller.actor), .open = call.parameters.open},
                         order_of(call.parameters.sort), *part, call.now);
  if (!rows) {
    return std::unexpected(unknown_place());
  }
  List<SessionView> list{.items = {}, .total = rows->total, .next = rows->next};
  for (const auto& row : rows->items) {
    list.items.push_back({.id = row.id,
                          .username = row.username,
                          .user_id = row.user_id,
                          .first_name = row.first_name,
                          .address = row.address,
                          .user_agent = row.user_agent,
                          .created_at = row.created_at,
                          .expires_at = row.expires_at,
                          .last_seen_at = row.last_seen_at,
                          .ended_at = row.ended_at,
                          .is_current = call.caller.session && call.caller.session->id == row.id});
  }
  return list;
}

Outcome<Nothing> end_session(db::Tx& tx, const Call<Act::end_session, SessionPath>& call) {
  const auto session = shop::find_session(tx, call.parameters.id);
  const auto only = whose(call.caller.actor);
  if (!session || (only && session->user_id != only)) {
    return std::unexpected(Problem(kNotFound));
  }
  shop::end_session(tx, session->id, call.permit, call.now);
  return Nothing();
}

void add_lists(Api& api) {
  api.read({.method = "GET",
            .path = "/api/sessions",
            .id = "listSessions",
            .subject = "Sessions",
            .summary = "Lists one's own sessions of the dashboard; to an owner, everybody's.",
            .notes = {{"open", "`true`: only those that have neither ended nor expired."},
                      {"last_seen_at", "To the minute."},
                      {"username", "Of the owner, who signed in with the password."},
                      {"user_id", "Of one of the staff, who came by a link of the bot."},
                      {"is_current", "Whether it is the one of this request."}}},
           &list_sessions);
  api.write({.method = "DELETE",
             .path = "/api/sessions/{id}",
             .id = "endSession",
             .subject = "Sessions",
             .summary = "Ends a session: one's own, or, as an owner, any."},
            &end_session);
}

}  // namespace

void add_session_operations(Api& api) {
  api.read({.method = "GET",
            .path = "/api/session",
            .id = "showSession",
            .subject = "Sessions",
            .summary = "Tells who sends the request, and what a page of the shop needs first.",
            .notes = {{"csrf_token", "For the header `X-CSRF-Token` of what changes something."},
                      {"expires_at", "When the session ends."},
                      {"bot_username", "Left out while the bot does not know it."}}},
           &show_session);
  api.write({.method = "DELETE",
             .path = "/api/session",
             .id = "signOut",
             .subject = "Sessions",
             .summary = "Signs out: ends the session and takes the cookie away.",
             .problems = {kNoSession}},
            &sign_out);
  add_lists(api);
}

}  // namespace web
