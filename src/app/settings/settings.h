// What the owner configured, checked and typed.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/coin.h"
#include "base/error.h"
#include "base/internet/ip_address.h"
#include "base/log.h"
#include "base/money.h"
#include "base/time_zone.h"
#include "chain/keys/account.h"
#include "shop/deposits/deposit.h"
#include "shop/settings/owner_settings.h"

namespace app {

// Which parts of the shop a process runs.
struct Roles {
  bool bot = false;
  bool web = false;
  bool chain = false;
  bool jobs = false;

  static constexpr Roles all() { return {.bot = true, .web = true, .chain = true, .jobs = true}; }
  friend bool operator==(const Roles&, const Roles&) = default;
};

// Reads "bot,web,chain,jobs" or a part of it. Errors: invalid.
base::Result<Roles> parse_roles(std::string_view text);

// One coin; off while there is no account.
struct CoinSettings {
  std::string key;                        // as it was given
  std::optional<chain::Account> account;  // what `key` means on `network`
  std::vector<std::string> backends;      // "rpc+http://…" or "esplora+https://…", in order of use
  chain::Network network = chain::Network::main;
  std::vector<shop::ConfirmationRule> confirmations;  // ascending; the first from 0
};

// A plain value, made by read_settings, which also fills in the defaults. Empty texts and lists are
// settings that are off.
struct Settings : shop::OwnerSettings {
  std::string bot_token;
  std::vector<std::int64_t> owner_ids;
  std::string database_url;
  std::map<base::Coin, CoinSettings> coins;  // every one, also those that are off
  std::string blockchain_api_key;
  std::chrono::seconds chain_poll{};
  std::vector<std::string> rates_urls;
  std::string currency;
  base::TimeZone zone;
  std::chrono::hours payment_hold{};
  std::string web_listen;
  std::string web_url;               // of the dashboard, without a slash at the end
  bool has_local_dashboard = false;  // of the demo: on this machine, at WEB_LISTEN
  std::string web_secret_key;
  std::string web_admin_username;
  std::string web_admin_password_hash;
  std::vector<base::IpRange> trusted_proxies;  // whose X-Forwarded-For is believed
  std::string redis_url;
  std::string telegram_api_url;
  std::string https_proxy;  // for outgoing https
  std::string no_proxy;     // hosts that are reached without it
  std::string webhook_url;
  std::string webhook_secret;
  std::optional<int> stars_per_unit;
  int send_limit = 0;       // messages a second
  int chat_send_limit = 4;  // messages and edits in four seconds in one chat; no name in .env
  std::string terms_url;
  std::vector<std::string> languages;
  std::string log_file;
  base::LogLevel log_level = base::LogLevel::info;
  std::set<shop::SettingKey> locked;  // of the owners' settings: those that are given here
};

// Names and values as they come from the environment and `.env`. An empty value counts as unset.
using SettingValues = std::map<std::string, std::string, std::less<>>;

// The name of every setting, sorted.
std::vector<std::string> setting_names();

// Errors (invalid): the first malformed value or contradiction, as one line that names the setting
// and what it should look like and never repeats a value.
base::Result<Settings> read_settings(const SettingValues& values);

struct ExaminedSettings {
  Settings settings;                  // a malformed value is left unset
  std::vector<base::Error> problems;  // as read_settings would return, all of them
};

ExaminedSettings examine_settings(const SettingValues& values);

// Where people reach the dashboard: WEB_URL, or the host of WEBHOOK_URL; "" when neither is set.
std::string dashboard_url_of(const Settings& settings);

// Errors (invalid): a setting that one of the roles needs is missing.
base::Result<void> require_settings(const Settings& settings, Roles roles);

// As require_settings would return, all of them.
std::vector<base::Error> missing_settings(const Settings& settings, Roles roles);

// Errors (invalid): the coin is on and no backend is set that could be asked for payments.
base::Result<void> require_backend(const CoinSettings& coin);

// Errors (invalid): the coin's key is not set.
base::Result<chain::Account> require_account(const Settings& settings, base::Coin coin);

// Every value that no log line may show: tokens, keys, and passwords within URLs.
std::vector<std::string> secrets_of(const Settings& settings);

}  // namespace app
