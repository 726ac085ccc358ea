#include "base/url.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>

#include <arpa/inet.h>

#include "base/text.h"

namespace base {
namespace {

constexpr std::size_t kHexDigits = 2;

bool is_ascii_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_unreserved(char c) {
  return is_ascii_letter(c) || is_ascii_digit(c) || std::string_view("-._~").contains(c);
}
bool is_hex_digit(char c) {
  return is_ascii_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

// RFC 3986, section 2, without the # of a fragment.
bool is_url_character(char c) {
  return is_unreserved(c) || std::string_view(":/?[]@!$&'()*+,;=%").contains(c);
}

bool has_whole_escapes(std::string_view text) {
  for (auto at = text.find('%'); at != text.npos; at = text.find('%', at + 1)) {
    const auto digits = text.substr(at + 1, kHexDigits);
    if (digits.size() < kHexDigits || !std::ranges::all_of(digits, is_hex_digit)) {
      return false;
    }
  }
  return true;
}

bool is_scheme(std::string_view text) {
  return !text.empty() && is_ascii_letter(text.front()) && std::ranges::all_of(text, [](char c) {
    return is_ascii_letter(c) || is_ascii_digit(c) || c == '+';
  });
}

bool is_url_host(std::string_view text) {
  if (text.starts_with('[') && text.ends_with(']')) {
    std::array<unsigned char, sizeof(in6_addr)> address{};
    return inet_pton(AF_INET6, std::string(text.substr(1, text.size() - 2)).c_str(),
                     address.data()) == 1;
  }
  return !text.empty() && (is_ascii_letter(text.front()) || is_ascii_digit(text.front())) &&
         std::ranges::all_of(text, [](char c) { return c != '~' && is_unreserved(c); });
}

bool is_url_port(std::string_view text) {
  int port = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, port);
  return error == std::errc() && stop == end && port >= 1 && port <= 65'535;
}

// Whether `authority` is "user:password@host:port", and then its parts.
bool read_authority(std::string_view authority, UrlParts& parts) {
  if (const auto at = authority.find('@'); at != authority.npos) {
    parts.user_info = authority.substr(0, at);
    authority.remove_prefix(at + 1);
  }
  const auto host_end = authority.starts_with('[') ? authority.find(']') : 0;
  const auto colon = authority.find(':', std::min(host_end, authority.size()));
  parts.host = authority.substr(0, colon);
  parts.port = colon == authority.npos ? std::string_view() : authority.substr(colon + 1);
  return is_url_host(parts.host) && (colon == authority.npos || is_url_port(parts.port)) &&
         !parts.user_info.value_or("").contains('[');
}

}  // namespace

std::optional<UrlParts> parse_url(std::string_view text, AtBehindHost at_behind_host) {
  const auto scheme_end = text.find("://");
  UrlParts parts{.scheme = text.substr(0, scheme_end)};
  if (scheme_end == text.npos || !is_scheme(parts.scheme) ||
      !std::ranges::all_of(text, is_url_character) || !has_whole_escapes(text)) {
    return std::nullopt;
  }
  text.remove_prefix(scheme_end + 3);
  const auto authority_end = std::min(text.find_first_of("/?"), text.size());
  const auto query = std::min(text.find('?'), text.size());
  parts.path = text.substr(authority_end, query - authority_end);
  parts.query = text.substr(query);
  if (at_behind_host == AtBehindHost::refused && text.find('@', authority_end) != text.npos) {
    return std::nullopt;
  }
  return read_authority(text.substr(0, authority_end), parts) ? std::optional(parts) : std::nullopt;
}

bool has_stray_at(std::string_view url) {
  const auto start = url.find("://");
  if (start == url.npos) {
    return false;
  }
  url.remove_prefix(start + 3);
  url = url.substr(0, url.find('?'));
  const auto at = url.find('@');
  return at != url.npos && (url.find('@', at + 1) != url.npos || url.find_first_of("/#") < at);
}

}  // namespace base
