// Sessions of people who have signed in to the dashboard.
#pragma once

#include <boost/describe.hpp>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "db/core/tx.h"
#include "shop/core/acts/permit.h"
#include "shop/core/list.h"

namespace shop {

inline constexpr std::chrono::hours kSessionLife{12};
// How long one that has expired stays in the list.
inline constexpr std::chrono::days kSessionMemory{30};
// The last use is written down only when the one that is known is so old.
inline constexpr std::chrono::minutes kSessionUsePrecision{1};
inline constexpr std::size_t kMaxUserAgent = 200;

struct Session {
  std::int64_t id = 0;
  std::optional<std::string> username;  // the owner's, who signed in with the password
  std::optional<std::int64_t> user_id;  // or one of the staff, who came by a link of the bot
  std::string address;                  // from where they signed in; "": it was not known
  std::string user_agent;               // printable ASCII, at most kMaxUserAgent
  base::Timestamp created_at;
  base::Timestamp expires_at;
  base::Timestamp last_seen_at;
  std::optional<base::Timestamp> ended_at;
};
BOOST_DESCRIBE_STRUCT(Session, (),
                      (id, username, user_id, address, user_agent, created_at, expires_at,
                       last_seen_at, ended_at))

struct NewSession {
  // SHA-256 in hexadecimal of a random secret (shop::NewKey says why no slow hash).
  std::string secret_hash;
  std::optional<std::string> username = {};  // either this
  std::optional<std::int64_t> user_id = {};  // or this
  std::string address = {};
  std::string user_agent = {};  // as it came
};

// Neither ended nor expired.
bool is_open(const Session& session, base::Timestamp now);

// Also forgets sessions that expired kSessionMemory ago. REQUIRES: the permit is theirs whose
// session it will be.
Session start_session(db::Tx& tx, const NewSession& session, const Permit<Act::sign_in>& permit,
                      base::Timestamp now);

// From when this is committed, no request of the session changes anything: those that hold it
// (hold_session) are waited for. Ending again changes nothing. Empty: there is no such session.
std::optional<Session> end_session(db::Tx& tx, std::int64_t id,
                                   const Permit<Act::end_session>& permit, base::Timestamp now);

std::optional<Session> find_session(db::Tx& tx, std::int64_t id);
std::optional<Session> find_session(db::Tx& tx, std::string_view secret_hash);
// The same, and nobody ends it until the transaction ends: the first statement of what changes
// something for it.
std::optional<Session> hold_session(db::Tx& tx, std::int64_t id);

// In a transaction of its own; `now`: of the request.
void note_session_use(db::Tx& tx, std::int64_t id, base::Timestamp now);
// Whether that would change anything.
bool is_use_due(const Session& session, base::Timestamp now);

// Whether somebody has signed in under that name from there, as far as sessions are remembered.
bool has_signed_in(db::Tx& tx, std::string_view username, std::string_view address);

// A session with the name of one of the staff.
struct SessionRow : Session {
  std::optional<std::string> first_name;
};
BOOST_DESCRIBE_STRUCT(SessionRow, (Session), (first_name))

enum class SessionSort { created_at };
BOOST_DESCRIBE_ENUM(SessionSort, created_at)

// All that is given must fit.
struct SessionFilter {
  std::optional<std::int64_t> user_id = {};
  std::optional<bool> open = {};
};

// Empty: `part.after` is no place of the list.
std::optional<ListRows<SessionRow>> session_rows(db::Tx& tx, const SessionFilter& filter,
                                                 const ListOrder<SessionSort>& order,
                                                 const ListPart& part, base::Timestamp now);

}  // namespace shop
