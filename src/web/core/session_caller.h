// Who sent a request with the cookie of a session.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <cstdint>
#include <expected>
#include <optional>

#include "web/core/caller.h"

namespace web {

// The sender of a request with the cookie, in the role that they have now. The answer to others:
// 401 when the session has ended, 403 when what it changes comes without the session's token.
boost::asio::awaitable<std::expected<Caller, net::ServerResponse>> identify_session(
    Context& context, const net::ServerRequest& request);

// 401 for a page of the dashboard: without the challenge on which browsers ask for a password.
net::ServerResponse signed_out();

// As hold_caller, of a caller with a session.
bool hold_session_of(db::Tx& tx, const Caller& caller, base::Timestamp now);

// The role of one of the staff who may sign in: named in ADMIN_IDS, or given one. Nobody takes it
// until the transaction ends when `is_held`.
std::optional<shop::Role> role_of_staff(db::Tx& tx, const Context& context, std::int64_t user_id,
                                        bool is_held);

}  // namespace web
