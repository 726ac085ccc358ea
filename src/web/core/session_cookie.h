// The cookie of a session of the dashboard, and the token that its writes carry.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/random.h"
#include "net/core/http_message.h"
#include "web/core/authenticator.h"

namespace web {

inline constexpr std::string_view kSessionCookie = "kram_session";
inline constexpr std::string_view kCsrfHeader = "X-CSRF-Token";

// What cookies and tokens are signed with: of WEB_SECRET_KEY and the owner's name and password, so
// that another password ends all sessions.
std::string session_key(std::string_view secret_key, const Authenticator::Options& owner);

// 40 letters and digits (238 random bits).
std::string make_session_secret(base::Random& random);
// What is stored of it (shop::NewSession::secret_hash).
std::string hash_of_session(std::string_view secret);

// The secret in the request's cookie; empty: there is none, or its signature is not of this key.
std::optional<std::string> session_secret_of(const net::ServerRequest& request,
                                             std::string_view key);

// Of the session; nobody can make one who has not the key.
std::string csrf_token(std::string_view secret, std::string_view key);

// Whether a page of the dashboard sent the request: it has the cookie, or the header X-CSRF-Token,
// also an empty one. It asks for the password by itself, so that browsers should not.
bool is_of_dashboard(const net::ServerRequest& request);

// Values of Set-Cookie (RFC 6265). `is_https`: the browser sends it over HTTPS only.
std::string session_cookie(std::string_view secret, std::string_view key, bool is_https);
// Makes the browser forget it, whether it came over HTTPS or not.
std::string ended_session_cookie();

// Whether another web site's page made the browser send the request: it says so (Fetch Metadata:
// Sec-Fetch-Site), or names another host as its Origin. False for what only reads.
bool is_cross_site_write(const net::ServerRequest& request);

}  // namespace web
