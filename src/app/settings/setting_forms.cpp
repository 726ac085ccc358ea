#include "app/settings/setting_forms.h"

#include <algorithm>
#include <array>
#include <boost/asio/ip/address.hpp>
#include <charconv>

#include "base/text.h"
#include "base/url.h"
#include "bot/view/translations.h"
#include "chain/backends/backend_url.h"
#include "chain/rates/rate_source.h"

namespace app::forms {
namespace {

constexpr std::int64_t kMaxUserId = (std::int64_t{1} << 52) - 1;  // Bot API, User.id

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_word(char c) { return is_letter(c) || base::is_ascii_digit(c) || c == '_' || c == '-'; }
bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }
// RFC 3986, section 2.
bool is_url_character(char c) {
  return is_word(c) || std::string_view("-.~:/?[]@!$&'()*+,;=%").contains(c);
}

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

bool is_backend(std::string_view text) {
  return !base::has_stray_at(text) && chain::parse_backend_url(text) &&
         is_http_url(text.substr(text.find('+') + 1));
}

bool is_rate_url(std::string_view text) {
  return is_http_url(text) && chain::parse_rate_url(std::string(text));
}

// Returns the part between "://" and the path.
std::string_view authority_of(std::string_view url) {
  const auto start = url.find("://");
  if (start == url.npos) {
    return {};
  }
  url.remove_prefix(start + 3);
  return url.substr(0, url.find_first_of("/?#"));
}

bool is_host(std::string_view host) {
  return !host.empty() && std::ranges::all_of(host, [](char c) {
    return is_word(c) || c == '.' || c == ':' || c == '[' || c == ']';
  });
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

bool is_http_url(std::string_view text) {
  if (!text.starts_with("http://") && !text.starts_with("https://")) {
    return false;
  }
  const auto authority = authority_of(text);
  const auto at = authority.rfind('@');
  return is_host(authority.substr(at == authority.npos ? 0 : at + 1)) &&
         std::ranges::all_of(text, is_url_character);
}

bool is_https_url(std::string_view text) {
  return text.starts_with("https://") && is_http_url(text);
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
  const bool has_host = (text.starts_with("redis://") || text.starts_with("rediss://")) &&
                        !authority_of(text).empty();
  return (has_host || text.starts_with("unix:///")) && is_one_word(text) &&
         !base::has_stray_at(text);
}

bool is_proxy_url(std::string_view text) {
  constexpr auto kSchemes = std::to_array<std::string_view>(
      {"http://", "https://", "socks4://", "socks4a://", "socks5://", "socks5h://"});
  if (base::has_stray_at(text)) {
    return false;
  }
  const auto* const scheme = std::ranges::find_if(
      kSchemes, [&](std::string_view prefix) { return text.starts_with(prefix); });
  if (scheme == kSchemes.end() && text.contains("://")) {
    return false;
  }
  if (scheme != kSchemes.end()) {
    text.remove_prefix(scheme->size());
  }
  const auto host = text.substr(text.rfind('@') + 1);
  return is_host(host.substr(0, host.find('/'))) && std::ranges::all_of(text, is_url_character);
}

bool is_host_list(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) {
    return is_word(c) || std::string_view(".:[]*/, ").contains(c);
  });
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
  const auto authority = authority_of(url);
  url.remove_prefix(static_cast<std::size_t>(authority.data() - url.data()) + authority.size());
  const auto path = url.substr(0, url.find_first_of("?#"));
  return path.empty() ? "/" : std::string(path);
}

std::string password_of(std::string_view url) {
  const auto authority = authority_of(url);
  const auto at = authority.rfind('@');
  const auto colon = authority.find(':');
  if (at == authority.npos || colon == authority.npos || colon > at) {
    return {};
  }
  return std::string(authority.substr(colon + 1, at - colon - 1));
}

}  // namespace app::forms
