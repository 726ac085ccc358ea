#include "app/settings/setting_forms.h"

#include <algorithm>
#include <array>
#include <boost/asio/ip/address.hpp>
#include <charconv>

#include <fmt/format.h>

#include "base/text.h"
#include "base/url.h"
#include "bot/view/translations.h"
#include "chain/backends/backend_url.h"
#include "chain/rates/rate_source.h"
#include "net/core/query.h"
#include "net/server/local_request.h"

namespace app::forms {
namespace {

constexpr std::int64_t kMaxUserId = (std::int64_t{1} << 52) - 1;  // Bot API, User.id

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_word(char c) { return is_letter(c) || base::is_ascii_digit(c) || c == '_' || c == '-'; }
bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }

bool is_blank(char c) { return c == ' ' || c == '\t' || is_control(c); }

template <class Range, class T>
bool contains(const Range& range, const T& value) {
  return std::ranges::find(range, value) != std::ranges::end(range);
}

template <class Integer>
std::optional<Integer> digits(std::string_view text, Integer min, Integer max) {
  Integer value{};
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, value);
  const bool whole = error == std::errc{} && stop == end && base::is_ascii_digit(text.front());
  return whole && value >= min && value <= max ? std::optional(value) : std::nullopt;
}

std::vector<std::string> words(std::string_view text) {
  std::vector<std::string> found;
  for (const auto part : base::split(text, ' ')) {
    if (const auto word = base::trim(part); !word.empty()) {
      found.emplace_back(word);
    }
  }
  return found;
}

std::optional<std::vector<std::string>> words_that(std::string_view text,
                                                   bool (*fits)(std::string_view)) {
  auto found = words(text);
  return !found.empty() && std::ranges::all_of(found, fits) ? std::optional(std::move(found))
                                                            : std::nullopt;
}

bool drop_prefix(std::string_view& text, std::string_view prefix) {
  if (!text.starts_with(prefix)) {
    return false;
  }
  text.remove_prefix(prefix.size());
  return true;
}

bool is_backend(std::string_view text) { return chain::parse_backend_url(text).has_value(); }

bool is_rate_url(std::string_view text) {
  return is_http_url(text) && chain::parse_rate_url(std::string(text));
}

bool is_one_of(std::string_view scheme, std::initializer_list<std::string_view> schemes) {
  return contains(schemes, scheme);
}

bool is_http(const std::optional<base::UrlParts>& url) {
  return url && is_one_of(url->scheme, {"http", "https"});
}

std::optional<shop::ConfirmationRule> confirmation_rule(std::string_view text, bool is_first) {
  shop::ConfirmationRule rule;
  const auto colon = text.find(':');
  if ((colon == text.npos) != is_first) {
    return std::nullopt;
  }
  if (!is_first) {
    const auto from = base::Money::parse(text.substr(0, colon));
    if (!from || *from <= base::Money{}) {
      return std::nullopt;
    }
    rule.from = *from;
    text.remove_prefix(colon + 1);
  }
  const auto count = whole_number(base::trim(text), 1, 100);
  if (!count) {
    return std::nullopt;
  }
  rule.confirmations = *count;
  return rule;
}

}  // namespace

std::optional<int> whole_number(std::string_view text, int min, int max) {
  return text.empty() ? std::nullopt : digits<int>(text, min, max);
}

bool is_bot_token(std::string_view text) {
  const auto colon = text.find(':');
  return colon != text.npos && colon > 0 && colon + 1 < text.size() &&
         std::ranges::all_of(text.substr(0, colon), base::is_ascii_digit) &&
         std::ranges::all_of(text.substr(colon + 1), is_word);
}

std::optional<std::vector<std::int64_t>> user_ids(std::string_view text) {
  std::vector<std::int64_t> ids;
  for (const auto part : base::split(text, ',')) {
    const auto number = base::trim(part);
    const auto id = number.empty() ? std::nullopt : digits<std::int64_t>(number, 1, kMaxUserId);
    if (!id) {
      return std::nullopt;
    }
    if (!contains(ids, *id)) {
      ids.push_back(*id);
    }
  }
  return ids;
}

bool is_database_url(std::string_view text) {
  return !base::has_stray_at(text) &&
         (drop_prefix(text, "postgresql://") || drop_prefix(text, "postgres://") ||
          drop_prefix(text, "sqlite:")) &&
         !text.empty() && std::ranges::none_of(text, is_control);
}

bool is_http_url(std::string_view text) { return is_http(base::parse_url(text)); }

bool is_page_url(std::string_view text) {
  return is_http(base::parse_url(text, base::AtBehindHost::taken));
}

bool is_https_url(std::string_view text) {
  return text.starts_with("https://") && is_http_url(text);
}

std::string origin_of(std::string_view url) {
  const auto parts = base::parse_url(url);
  return fmt::format("{}://{}", parts->scheme, parts->address());
}

std::optional<std::string> public_origin(std::string_view text) {
  const auto parts = base::parse_url(text);
  const bool fits = is_http(parts) && !parts->user_info && parts->query.empty() &&
                    (parts->path.empty() || parts->path == "/") &&
                    !net::is_loopback_host(parts->host);
  return fits ? std::optional(origin_of(text)) : std::nullopt;
}

std::optional<std::vector<std::string>> rate_urls(std::string_view text) {
  return words_that(text, is_rate_url);
}

std::optional<std::vector<std::string>> backends(std::string_view text) {
  return words_that(text, is_backend);
}

std::optional<std::vector<shop::ConfirmationRule>> confirmations(std::string_view text) {
  std::vector<shop::ConfirmationRule> rules;
  for (const auto part : base::split(text, ',')) {
    const auto rule = confirmation_rule(base::trim(part), /*is_first=*/rules.empty());
    if (!rule || (!rules.empty() && rule->from <= rules.back().from)) {
      return std::nullopt;
    }
    rules.push_back(*rule);
  }
  return rules;
}

bool is_redis_url(std::string_view text) {
  if (text.starts_with("unix:///")) {
    return is_one_word(text) && !text.contains('@');
  }
  const auto url = base::parse_url(text);
  return url && is_one_of(url->scheme, {"redis", "rediss"});
}

bool is_proxy_url(std::string_view text) {
  const auto with_scheme =
      text.contains("://") ? std::string(text) : fmt::format("http://{}", text);
  const auto url = base::parse_url(with_scheme);
  return url &&
         is_one_of(url->scheme, {"http", "https", "socks4", "socks4a", "socks5", "socks5h"}) &&
         (url->path.empty() || url->path == "/") && url->query.empty();
}

bool is_host_list(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) {
    return is_word(c) || std::string_view(".:[]*/, ").contains(c);
  });
}

std::optional<std::vector<base::IpRange>> address_ranges(std::string_view text) {
  std::vector<base::IpRange> ranges;
  for (const auto part : base::split(text, ',')) {
    const auto range = base::IpRange::parse(base::trim(part));
    if (!range) {
      return std::nullopt;
    }
    ranges.push_back(*range);
  }
  return ranges;
}

bool is_one_word(std::string_view text) {
  return !text.empty() && std::ranges::none_of(text, is_blank);
}

bool is_listen_address(std::string_view text) {
  const auto colon = text.rfind(':');
  if (colon == text.npos || !whole_number(text.substr(colon + 1), 0, 65'535)) {
    return false;
  }
  auto host = text.substr(0, colon);
  if (host.size() > 2 && host.front() == '[' && host.back() == ']') {
    host = host.substr(1, host.size() - 2);
  } else if (host == "localhost") {
    return true;
  } else if (host.contains(':')) {
    return false;
  }
  boost::system::error_code error;
  boost::asio::ip::make_address(std::string(host), error);
  return !error;
}

bool is_currency(std::string_view text) {
  return text.size() == 3 && std::ranges::all_of(text, [](char c) { return c >= 'A' && c <= 'Z'; });
}

std::optional<std::vector<std::string>> languages(std::string_view text) {
  const auto spoken = bot::Translations::built_in();
  std::vector<std::string> found;
  for (const auto part : base::split(text, ',')) {
    const auto language = base::trim(part);
    if (!contains(spoken, language) || contains(found, language)) {
      return std::nullopt;
    }
    found.emplace_back(language);
  }
  return found;
}

bool is_webhook_secret(std::string_view text) {
  return !text.empty() && text.size() <= 256 && std::ranges::all_of(text, is_word);
}

bool is_user_name(std::string_view text) {
  return !text.empty() && text.size() <= 100 && !text.contains(':') &&
         std::ranges::none_of(text, is_control);
}

std::string path_of(std::string_view url) {
  const auto parts = base::parse_url(url);
  return !parts || parts->path.empty() ? "/" : std::string(parts->path);
}

std::vector<std::string> passwords_of(std::string_view url) {
  const auto start = url.find("://");
  auto authority = start == url.npos ? url : url.substr(start + 3);
  authority = authority.substr(0, authority.find_first_of("/?"));
  const auto at = authority.rfind('@');
  const auto colon = authority.find(':');
  if (at == authority.npos || colon == authority.npos || colon > at) {
    return {};
  }
  std::vector<std::string> passwords{std::string(authority.substr(colon + 1, at - colon - 1))};
  if (auto decoded = net::percent_decode(passwords[0]); decoded && *decoded != passwords[0]) {
    passwords.push_back(*std::move(decoded));
  }
  return passwords;
}

}  // namespace app::forms
