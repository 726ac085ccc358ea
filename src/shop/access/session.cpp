#include "shop/access/session.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/check.h"
#include "db/core/columns.h"
#include "json/json.h"
#include "shop/core/acts/audit_log.h"

namespace shop {
namespace {

constexpr auto kSessionColumns = db::columns<Session>();

// What the audit log says of a session.
struct SessionDetails {
  std::optional<std::string> username;
  std::optional<std::int64_t> user_id;
  std::string address;
  std::string user_agent;
};
BOOST_DESCRIBE_STRUCT(SessionDetails, (), (username, user_id, address, user_agent))

AuditEntry entry_of(const Session& session) {
  return {.subject = fmt::format("session:{}", session.id),
          .details = json::to_text(SessionDetails{.username = session.username,
                                                  .user_id = session.user_id,
                                                  .address = session.address,
                                                  .user_agent = session.user_agent})};
}

// A browser may send any bytes.
std::string printable(std::string_view text) {
  std::string result(text.substr(0, kMaxUserAgent));
  std::ranges::replace_if(result, [](char c) { return c < ' ' || c > '~'; }, '?');
  return result;
}

std::optional<Session> select_session(db::Tx& tx, std::int64_t id, std::string_view lock) {
  return tx.first<Session>(
      fmt::format("SELECT {} FROM sessions WHERE id = $1{}", kSessionColumns, lock), id);
}

}  // namespace

bool is_open(const Session& session, base::Timestamp now) {
  return !session.ended_at && now < session.expires_at;
}

Session start_session(db::Tx& tx, const NewSession& session, const Permit<Act::sign_in>& permit,
                      base::Timestamp now) {
  base::check(session.username.has_value() != session.user_id.has_value(),
              "a session is one person's");
  tx.execute("DELETE FROM sessions WHERE expires_at < $1", now - kSessionMemory);
  const auto id = tx.one<std::int64_t>(
      "INSERT INTO sessions (secret_hash, username, user_id, address, user_agent, created_at, "
      "expires_at, last_seen_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $6) RETURNING id",
      session.secret_hash, session.username, session.user_id, session.address,
      printable(session.user_agent), now, now + kSessionLife);
  const auto started = find_session(tx, id).value();
  record(tx, permit, entry_of(started), now);
  return started;
}

std::optional<Session> end_session(db::Tx& tx, std::int64_t id,
                                   const Permit<Act::end_session>& permit, base::Timestamp now) {
  const auto session = select_session(tx, id, tx.for_update_of_key());
  if (!session || !is_open(*session, now)) {
    return session;
  }
  tx.execute("UPDATE sessions SET ended_at = $2 WHERE id = $1", id, now);
  record(tx, permit, entry_of(*session), now);
  return find_session(tx, id);
}

std::optional<Session> find_session(db::Tx& tx, std::int64_t id) {
  return select_session(tx, id, "");
}

std::optional<Session> find_session(db::Tx& tx, std::string_view secret_hash) {
  return tx.first<Session>(
      fmt::format("SELECT {} FROM sessions WHERE secret_hash = $1", kSessionColumns), secret_hash);
}

std::optional<Session> hold_session(db::Tx& tx, std::int64_t id) {
  return select_session(tx, id, tx.for_key_share());
}

void note_session_use(db::Tx& tx, std::int64_t id, base::Timestamp now) {
  tx.execute("UPDATE sessions SET last_seen_at = $2 WHERE id = $1 AND last_seen_at <= $3", id, now,
             now - kSessionUsePrecision);
}

bool is_use_due(const Session& session, base::Timestamp now) {
  return session.last_seen_at <= now - kSessionUsePrecision;
}

bool has_signed_in(db::Tx& tx, std::string_view username, std::string_view address) {
  return tx
      .first<std::int64_t>("SELECT id FROM sessions WHERE username = $1 AND address = $2 LIMIT 1",
                           username, address)
      .has_value();
}

std::optional<ListRows<SessionRow>> session_rows(db::Tx& tx, const SessionFilter& filter,
                                                 const ListOrder<SessionSort>& order,
                                                 const ListPart& part, base::Timestamp now) {
  Conditions conditions(tx);
  conditions.require_equal("s.user_id", filter.user_id);
  if (filter.open) {
    const auto at = conditions.parameter(db::to_value(now));
    conditions.require(*filter.open
                           ? fmt::format("(s.ended_at IS NULL AND s.expires_at > {})", at)
                           : fmt::format("(s.ended_at IS NOT NULL OR s.expires_at <= {})", at));
  }
  const auto columns = fmt::format("{}, u.first_name", db::columns<Session>("s"));
  return list_rows<SessionRow>(tx,
                               {.columns = columns,
                                .from = "sessions s LEFT JOIN users u ON u.id = s.user_id",
                                .alias = "s"},
                               std::move(conditions), order, part);
}

}  // namespace shop
