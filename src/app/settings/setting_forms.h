// Parsers of setting values. Each returns nothing for a malformed text; the table in settings.cpp
// words the expected form.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/settings/settings.h"

namespace app::forms {

// Digits only, within the bounds.
std::optional<int> whole_number(std::string_view text, int min, int max);

// "123456789:AAE…" (Bot API, "Authorizing your bot").
bool is_bot_token(std::string_view text);

// "123456789, 987654321": positive ids of at most 52 bits, without repeats.
std::optional<std::vector<std::int64_t>> user_ids(std::string_view text);

// "postgresql://…", "postgres://…" or "sqlite:PATH", no password with a bare @.
bool is_database_url(std::string_view text);

// An http or https URL that base::parse_url takes.
bool is_http_url(std::string_view text);
bool is_https_url(std::string_view text);
// The same for the public: https://pages.example/@shop.
bool is_page_url(std::string_view text);

// "https://shop.example:8443" of an http or https URL without a path or query, and not of this
// machine itself.
std::optional<std::string> public_origin(std::string_view text);

// "https://shop.example" of "https://shop.example/hook?x=1". REQUIRES: an http or https URL.
std::string origin_of(std::string_view url);

// One or more URLs that chain::parse_rate_url takes, separated by blanks.
std::optional<std::vector<std::string>> rate_urls(std::string_view text);

// One or more URLs that chain::parse_backend_url takes, separated by blanks.
std::optional<std::vector<std::string>> backends(std::string_view text);

// "1" or "1,500:2,5000:6", amounts ascending.
std::optional<std::vector<shop::ConfirmationRule>> confirmations(std::string_view text);

// "redis://host:6379", "rediss://user:password@host:6379/0", "unix:///path".
bool is_redis_url(std::string_view text);

// "http://user:password@proxy.example:3128", also without the scheme or with socks5h, no path.
bool is_proxy_url(std::string_view text);

// "localhost,.shop.example,10.0.0.0/8" or "*".
bool is_host_list(std::string_view text);

// "127.0.0.1,10.0.0.0/8": internet addresses and ranges of them.
std::optional<std::vector<base::IpRange>> address_ranges(std::string_view text);

// Printable characters without blanks.
bool is_one_word(std::string_view text);

// "127.0.0.1:8000", "[::1]:8000", "localhost:8000".
bool is_listen_address(std::string_view text);

// "PLN".
bool is_currency(std::string_view text);

// "en,pl": offered languages, without repeats, each one that Kram speaks.
std::optional<std::vector<std::string>> languages(std::string_view text);

// 1–256 letters, digits, "_" and "-" (Bot API, setWebhook).
bool is_webhook_secret(std::string_view text);

// A user name for HTTP Basic: no colon and no control characters.
bool is_user_name(std::string_view text);

// The path of an http URL: "/hook" of "https://shop.example/hook?x=1", "/" when it has none.
std::string path_of(std::string_view url);

// The password of "scheme://user:password@host" as it is written and, if that differs, decoded;
// none when there is none.
std::vector<std::string> passwords_of(std::string_view url);

}  // namespace app::forms
