#include "web/core/session_cookie.h"

#include <fmt/format.h>

#include "base/text.h"
#include "base/url.h"
#include "net/core/digest.h"
#include "net/core/secret.h"
#include "shop/access/session.h"

namespace web {
namespace {

constexpr std::string_view kSessionAlphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
constexpr std::size_t kSessionLength = 40;

std::string signature_of(std::string_view secret, std::string_view key) {
  return net::hmac_sha256_hex(key, fmt::format("session {}", secret));
}

// The value of the first cookie of that name.
std::optional<std::string_view> find_cookie(const net::ServerRequest& request) {
  for (const auto& [name, value] : request.headers) {
    if (!net::equals_ignoring_case(name, "Cookie")) {
      continue;
    }
    for (const auto pair : base::split(value, ';')) {
      const auto cookie = base::trim(pair);
      if (cookie.starts_with(kSessionCookie) &&
          cookie.substr(kSessionCookie.size()).starts_with('=')) {
        return cookie.substr(kSessionCookie.size() + 1);
      }
    }
  }
  return std::nullopt;
}

std::string set_cookie(std::string_view value, std::chrono::seconds life, bool is_https) {
  return fmt::format("{}={}; Max-Age={}; Path=/; HttpOnly; SameSite=Strict{}", kSessionCookie,
                     value, life.count(), is_https ? "; Secure" : "");
}

// Without the port: a proxy may pass on the name alone.
std::string_view host_of(std::string_view authority) {
  const auto end = authority.starts_with('[') ? authority.find(']') : authority.find(':');
  return authority.substr(0, end);
}

bool is_of_host(std::string_view origin, std::string_view host) {
  const auto url = base::parse_url(origin);
  return url && net::equals_ignoring_case(host_of(url->address()), host_of(host));
}

}  // namespace

std::string session_key(std::string_view secret_key, const Authenticator::Options& owner) {
  return net::hmac_sha256_hex(
      secret_key, fmt::format("sessions of {}\n{}", owner.username, owner.password_hash));
}

std::string make_session_secret(base::Random& random) {
  return base::random_text(random, kSessionLength, kSessionAlphabet);
}

std::string hash_of_session(std::string_view secret) { return net::sha256_hex(secret); }

std::optional<std::string> session_secret_of(const net::ServerRequest& request,
                                             std::string_view key) {
  const auto cookie = find_cookie(request);
  const auto dot = cookie ? cookie->find('.') : std::string_view::npos;
  if (dot != kSessionLength ||
      !net::is_same_secret(cookie->substr(dot + 1), signature_of(cookie->substr(0, dot), key))) {
    return std::nullopt;
  }
  return std::string(cookie->substr(0, dot));
}

std::string csrf_token(std::string_view secret, std::string_view key) {
  return net::hmac_sha256_hex(key, fmt::format("csrf {}", secret));
}

bool is_of_dashboard(const net::ServerRequest& request) {
  return find_cookie(request) || request.headers.find(kCsrfHeader);
}

std::string session_cookie(std::string_view secret, std::string_view key, bool is_https) {
  return set_cookie(fmt::format("{}.{}", secret, signature_of(secret, key)), shop::kSessionLife,
                    is_https);
}

std::string ended_session_cookie() {
  return set_cookie("", std::chrono::seconds(0), /*is_https=*/false);
}

bool is_cross_site_write(const net::ServerRequest& request) {
  if (request.method == "GET" || request.method == "HEAD") {
    return false;
  }
  if (const auto site = request.headers.find("Sec-Fetch-Site")) {
    return *site != "same-origin" && *site != "none";
  }
  const auto origin = request.headers.find("Origin");
  return origin && !is_of_host(*origin, request.headers.find("Host").value_or(""));
}

}  // namespace web
