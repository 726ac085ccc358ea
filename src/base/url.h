// URLs of the form scheme://user:password@host:port/path?query.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace base {

// Views into the text that was read.
struct UrlParts {
  std::string_view scheme;
  std::optional<std::string_view> user_info;  // percent-encoded: "user:password"
  std::string_view host;                      // an IPv6 address in its brackets
  std::string_view port;                      // ""; or a number from 1 to 65535
  std::string_view path;                      // ""; or from the first / on
  std::string_view query;                     // ""; or from the ? on

  // "host:port"
  std::string_view address() const {
    return {host.data(), host.size() + (port.empty() ? 0 : port.size() + 1)};
  }
};

// An @ behind the host is a part of a password with a bare / or ?, of which the beginning would be
// taken for the host, and shown; or it belongs to the address of a public page.
enum class AtBehindHost : std::uint8_t { refused, taken };

// Takes what all programs read alike: a scheme, a host, a port that is a number, ASCII without
// blanks, whole escapes, no fragment. Special characters in a user name or password are written as
// %40 (@), %2F (/), %3F (?), %23 (#), %25 (%).
std::optional<UrlParts> parse_url(std::string_view text,
                                  AtBehindHost at_behind_host = AtBehindHost::refused);

// Whether an @ stands somewhere else than once, in front of the host (or in the query): a password
// with a bare @ or /, of which programs would take a part for the host, and show it. It is written
// %40, %2F.
bool has_stray_at(std::string_view url);

}  // namespace base
