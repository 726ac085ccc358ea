#include "app/settings/settings.h"

#include <algorithm>
#include <array>
#include <functional>
#include <iterator>
#include <optional>
#include <utility>
#include <variant>

#include <fmt/format.h>

#include "app/settings/setting_forms.h"
#include "base/text.h"
#include "bot/view/translations.h"
#include "bot/view/wording.h"
#include "chain/rates/rate_source.h"
#include "web/core/password.h"

namespace app {
namespace {

using base::ErrorKind;
using Value = std::string_view;

// Reads one value into its place; false when it is malformed.
using ValueReader = bool (*)(Value value, Settings& settings);
using CoinValueReader = bool (*)(Value value, CoinSettings& coin);
// One that owners can set in the chat, too.
using OwnersValue = shop::SettingName;

struct Setting {
  // "_XPUB": one for each coin, "BTC_XPUB" and so on; "_INSTRUCTIONS": one for each manual method
  std::string_view name;
  std::string_view default_value;  // the value when it is unset; "" leaves it off
  std::string_view form;           // completes "NAME must be …"
  std::variant<ValueReader, CoinValueReader, OwnersValue> read;
};

// A row of the table as an owner meets it.
struct NamedSetting {
  std::string name;
  const Setting* row = nullptr;
  std::function<bool(Value, Settings&)> read;
};

template <class T, class U>
bool set(T& place, std::optional<U> value) {
  if (value) {
    place = std::move(*value);
  }
  return value.has_value();
}

template <class T>
bool set(std::optional<T>& place, std::optional<T> value) {
  if (value) {
    place = value;
  }
  return value.has_value();
}

bool set_if(std::string& place, bool fits, Value value) {
  if (fits) {
    place = value;
  }
  return fits;
}

bool set_network(base::Network& place, Value value) {
  return set(place, base::find_enum<base::Network>(value));
}

bool set_zone(base::TimeZone& place, Value value) {
  auto zone = base::TimeZone::named(value);
  return set(place, zone ? std::optional(*std::move(zone)) : std::nullopt);
}

bool set_log_level(base::LogLevel& place, Value value) {
  constexpr std::array names{Value("debug"), Value("info"), Value("warn"), Value("error")};
  const auto* const found = std::ranges::find(names, value);
  if (found == names.end()) {
    return false;
  }
  place = static_cast<base::LogLevel>(found - names.begin());
  return true;
}

template <class Unit>
bool set_time(Unit& place, Value value, int max) {
  const auto count = forms::whole_number(value, 1, max);
  if (count) {
    place = Unit(*count);
  }
  return count.has_value();
}

bool set_api_url(std::string& place, Value value) {
  while (value.ends_with('/')) {
    value.remove_suffix(1);
  }
  return set_if(place, forms::is_http_url(value), value);
}

constexpr Value kKeyForm =
    "an account-level extended public key (xpub, ypub, zpub, Ltub, Mtub, tpub, upub, vpub) or an "
    "output descriptor such as wpkh(…)";
constexpr Value kBackendForm =
    "rpc+http://user:password@127.0.0.1:8332 (in the password, an @ is written %40, a / %2F) "
    "or esplora+https://host/api, several separated by spaces";
constexpr Value kRatesForm =
    "http or https URLs that end with /simple/price (CoinGecko), /v2/prices (Coinbase), "
    "/0/public/Ticker (Kraken), /exchangerates/rates (NBP) or /v1/latest (Frankfurter), several "
    "separated by spaces";
constexpr Value kNetworkForm = "main, test, signet (Bitcoin alone) or regtest";
constexpr Value kConfirmationsForm =
    "a number from 1 to 100, or steps by ascending amount such as 1,500:2,5000:6";
constexpr Value kInstructionsForm = "at most 3,500 characters of UTF-8 text";

// In the order in which README.md lists them.
constexpr auto kSettings = std::to_array<Setting>({
    {"BOT_TOKEN", "", "the token from @BotFather, such as 123456789:AAExample_token",
     [](Value v, Settings& s) { return set_if(s.bot_token, forms::is_bot_token(v), v); }},
    {"ADMIN_IDS", "", "Telegram user ids separated by commas, such as 123456789,987654321",
     [](Value v, Settings& s) { return set(s.owner_ids, forms::user_ids(v)); }},
    {"DATABASE_URL", "sqlite:kram.db",
     "postgresql://user:password@host:5432/name (an @ in the password is written %40, a / %2F) or "
     "sqlite:PATH",
     [](Value v, Settings& s) { return set_if(s.database_url, forms::is_database_url(v), v); }},
    {"_XPUB", "", kKeyForm,
     [](Value v, CoinSettings& c) { return set_if(c.key, /*fits=*/true, v); }},
    {"_BACKEND", "", kBackendForm,
     [](Value v, CoinSettings& c) { return set(c.backends, forms::backends(v)); }},
    {"_NETWORK", "main", kNetworkForm,
     [](Value v, CoinSettings& c) { return set_network(c.network, v); }},
    {"_CONFIRMATIONS", "1,2000:3", kConfirmationsForm,
     [](Value v, CoinSettings& c) { return set(c.confirmations, forms::confirmations(v)); }},
    {"BLOCKCHAIN_API_KEY", "", "one line without blanks",
     [](Value v, Settings& s) { return set_if(s.blockchain_api_key, forms::is_one_word(v), v); }},
    {"CHAIN_POLL_SECONDS", "60", "a whole number of seconds from 1 to 3600, such as 60",
     [](Value v, Settings& s) { return set_time(s.chain_poll, v, 3'600); }},
    {"RATES_URL", "", kRatesForm,
     [](Value v, Settings& s) { return set(s.rates_urls, forms::rate_urls(v)); }},
    {"CURRENCY", "PLN", "a currency code of three capital letters, such as PLN",
     [](Value v, Settings& s) { return set_if(s.currency, forms::is_currency(v), v); }},
    {"TIMEZONE", "Europe/Warsaw", "a zone of the IANA database, such as Europe/Warsaw or UTC",
     [](Value v, Settings& s) { return set_zone(s.zone, v); }},
    {"REFERRAL_PERCENT", "", "a whole percentage from 0 to 100, such as 3",
     OwnersValue::referral_percent},
    {"RESERVATION_MINUTES", "", "a whole number of minutes from 1 to 1440, such as 15",
     OwnersValue::reservation_minutes},
    {"PAYMENT_HOLD_HOURS", "24", "a whole number of hours from 1 to 168, such as 24",
     [](Value v, Settings& s) { return set_time(s.payment_hold, v, 168); }},
    {"WEB_LISTEN", "127.0.0.1:8000", "an address and a port, such as 127.0.0.1:8000 or [::1]:8000",
     [](Value v, Settings& s) { return set_if(s.web_listen, forms::is_listen_address(v), v); }},
    {"WEB_URL", "", "the http or https URL of the dashboard, such as https://shop.example",
     [](Value v, Settings& s) { return set(s.web_url, forms::public_origin(v)); }},
    {"WEB_SECRET_KEY", "", "at least 32 bytes long, such as what `openssl rand -hex 32` prints",
     [](Value v, Settings& s) { return set_if(s.web_secret_key, v.size() >= 32, v); }},
    {"WEB_ADMIN_USERNAME", "", "a name of 1 to 100 characters without a colon, such as owner",
     [](Value v, Settings& s) { return set_if(s.web_admin_username, forms::is_user_name(v), v); }},
    {"WEB_ADMIN_PASSWORD", "", "a bcrypt hash as `kram hash-password` prints it, not the password",
     [](Value v, Settings& s) {
       return set_if(s.web_admin_password_hash, web::is_bcrypt_hash(v), v);
     }},
    {"TRUSTED_PROXIES", "",
     "addresses and ranges separated by commas, such as 127.0.0.1,10.0.0.0/8",
     [](Value v, Settings& s) { return set(s.trusted_proxies, forms::address_ranges(v)); }},
    {"REDIS_URL", "",
     "redis://host:6379 or rediss://user:password@host:6379/0 (in the password, an @ is "
     "written %40, a / %2F)",
     [](Value v, Settings& s) { return set_if(s.redis_url, forms::is_redis_url(v), v); }},
    {"TELEGRAM_API_URL", "https://api.telegram.org", "the http or https URL of a Bot API server",
     [](Value v, Settings& s) { return set_api_url(s.telegram_api_url, v); }},
    {"HTTPS_PROXY", "",
     "http://proxy.example:3128 or http://user:password@proxy.example:3128 (in the password, an "
     "@ is written %40, a / %2F)",
     [](Value v, Settings& s) { return set_if(s.https_proxy, forms::is_proxy_url(v), v); }},
    {"NO_PROXY", "", "host names separated by commas, such as localhost,.shop.example",
     [](Value v, Settings& s) { return set_if(s.no_proxy, forms::is_host_list(v), v); }},
    {"WEBHOOK_URL", "",
     "the http or https URL that Telegram calls, such as https://shop.example/hook",
     [](Value v, Settings& s) { return set_if(s.webhook_url, forms::is_http_url(v), v); }},
    {"WEBHOOK_SECRET", "", "1 to 256 letters, digits, underscores and hyphens",
     [](Value v, Settings& s) { return set_if(s.webhook_secret, forms::is_webhook_secret(v), v); }},
    {"_INSTRUCTIONS", "", kInstructionsForm, OwnersValue::instructions},
    {"STARS_PER_UNIT", "", "a whole number of Stars from 1 to 10000, such as 20",
     [](Value v, Settings& s) { return set(s.stars_per_unit, forms::whole_number(v, 1, 10'000)); }},
    {"DEPOSIT_MIN", "", "an amount above zero with at most two decimals, such as 5",
     OwnersValue::deposit_min},
    {"MANUAL_DEPOSIT_MAX", "", "an amount above zero with at most two decimals, such as 10000",
     OwnersValue::manual_deposit_max},
    {"SEND_LIMIT", "30", "a whole number of messages a second from 1 to 1000, such as 30",
     [](Value v, Settings& s) { return set(s.send_limit, forms::whole_number(v, 1, 1'000)); }},
    {"TERMS_TEXT", "", kInstructionsForm, OwnersValue::terms_text},
    {"TERMS_URL", "", "an http or https URL, such as https://shop.example/terms",
     [](Value v, Settings& s) { return set_if(s.terms_url, forms::is_page_url(v), v); }},
    {"SUPPORT_CONTACT", "", "a line of text, such as @shop_help", OwnersValue::support_contact},
    {"LANGUAGES", "en,pl",
     "languages that Kram speaks ({languages}) separated by commas, the fallback first",
     [](Value v, Settings& s) { return set(s.languages, forms::languages(v)); }},
    {"LOG_FILE", "bot.log", "the path of a file",
     [](Value v, Settings& s) { return set_if(s.log_file, !v.contains('\n'), v); }},
    {"LOG_LEVEL", "info", "debug, info, warn or error",
     [](Value v, Settings& s) { return set_log_level(s.log_level, v); }},
});

void add_for_coins(std::vector<NamedSetting>& list, const Setting& row, CoinValueReader read) {
  for (const auto& coin_row : base::coins()) {
    list.push_back({.name = fmt::format("{}{}", coin_row.code, row.name),
                    .row = &row,
                    .read = [read, coin = coin_row.coin](Value value, Settings& settings) {
                      return read(value, settings.coins[coin]);
                    }});
  }
}

// Fills in what is built in, not written here.
std::string form_of(const Setting& setting) {
  constexpr std::string_view kLanguages = "{languages}";
  std::string form(setting.form);
  if (const auto at = form.find(kLanguages); at != form.npos) {
    const auto spoken = bot::Translations::built_in();
    form.replace(at, kLanguages.size(), fmt::format("{}", fmt::join(spoken, ", ")));
  }
  return form;
}

// Read as from the database, which then gives no other value.
NamedSetting owners_setting(const Setting& row, const shop::SettingKey& key) {
  return {.name = std::string(env_name(key)),
          .row = &row,
          .read = [key](Value value, Settings& settings) {
            settings.locked.insert(key);
            return read_setting(key, value, settings);
          }};
}

void add_for_owners(std::vector<NamedSetting>& list, const Setting& row, OwnersValue name) {
  if (shop::row_of(name).parts == shop::SettingParts::none) {
    list.push_back(owners_setting(row, {name}));
    return;
  }
  for (const auto& method : shop::deposit_methods()) {
    if (method.family == shop::DepositFamily::manual) {
      list.push_back(owners_setting(row, {name, std::string(method.id)}));
    }
  }
}

// The table with a row for each coin and each manual method.
std::vector<NamedSetting> named_settings() {
  std::vector<NamedSetting> list;
  for (const auto& row : kSettings) {
    if (const auto* const read = std::get_if<CoinValueReader>(&row.read)) {
      add_for_coins(list, row, *read);
    } else if (const auto* const name = std::get_if<OwnersValue>(&row.read)) {
      add_for_owners(list, row, *name);
    } else {
      list.push_back(
          {.name = std::string(row.name), .row = &row, .read = std::get<ValueReader>(row.read)});
    }
  }
  return list;
}

Value value_of(const SettingValues& values, const NamedSetting& setting) {
  const auto found = values.find(setting.name);
  const auto value = found == values.end() ? Value() : base::trim(found->second);
  return value.empty() ? setting.row->default_value : value;
}

base::Result<void> read_one(const NamedSetting& setting, Value value, Settings& settings) {
  if (!setting.read(value, settings)) {
    return base::invalid(fmt::format("{} must be {}.", setting.name, form_of(*setting.row)));
  }
  return {};
}

base::Result<void> check_network(const CoinSettings& settings, base::Coin coin) {
  if (has_network(coin, settings.network)) {
    return {};
  }
  return base::invalid(fmt::format("{}_NETWORK must be {}: {} has no {}.", code_of(coin),
                                   kNetworkForm, name_of(coin), name_of(settings.network)));
}

std::string key_name(base::Coin coin) { return fmt::format("{}_XPUB", code_of(coin)); }

// The key is understood once its network is known.
base::Result<void> read_account(CoinSettings& settings, base::Coin coin) {
  if (auto checked = check_network(settings, coin); !checked || settings.key.empty()) {
    return checked;
  }
  auto account = chain::Account::parse(settings.key, coin, settings.network);
  if (!account) {
    return base::invalid(
        fmt::format("{} must be {}. {}", key_name(coin), kKeyForm, account.error().message));
  }
  settings.account = *std::move(account);
  return {};
}

// What no single value shows.
base::Result<void> check_together(const Settings& settings) {
  if (settings.webhook_url.empty() != settings.webhook_secret.empty()) {
    return base::invalid(
        "WEBHOOK_URL and WEBHOOK_SECRET must be set together, or neither of them.");
  }
  if (settings.telegram_api_url == "https://api.telegram.org" && !settings.webhook_url.empty() &&
      !forms::is_https_url(settings.webhook_url)) {
    return base::invalid("WEBHOOK_URL must be an https URL: Telegram calls no other.");
  }
  if (!settings.terms_text.empty() && !settings.terms_url.empty()) {
    return base::invalid("TERMS_TEXT and TERMS_URL must not be set together: choose one of them.");
  }
  if (!fit_together(settings)) {
    return base::invalid("MANUAL_DEPOSIT_MAX must not be below DEPOSIT_MIN.");
  }
  if (auto sources = chain::rate_sources(settings.rates_urls, settings.currency); !sources) {
    return std::unexpected(std::move(sources.error()));
  }
  return {};
}

struct Need {
  Value name;
  Value role;
  bool is_met;
};

}  // namespace

base::Result<Roles> parse_roles(std::string_view text) {
  Roles roles;
  for (const auto part : base::split(text, ',')) {
    const auto role = base::trim(part);
    bool* const place = role == "bot"     ? &roles.bot
                        : role == "web"   ? &roles.web
                        : role == "chain" ? &roles.chain
                        : role == "jobs"  ? &roles.jobs
                                          : nullptr;
    if (place == nullptr) {
      return base::invalid(
          "--roles must be some of bot, web, chain and jobs, separated by commas.");
    }
    *place = true;
  }
  return roles;
}

std::vector<std::string> setting_names() {
  std::vector<std::string> names;
  for (auto& setting : named_settings()) {
    names.push_back(std::move(setting.name));
  }
  std::ranges::sort(names);
  return names;
}

ExaminedSettings examine_settings(const SettingValues& values) {
  ExaminedSettings examined;
  static_cast<shop::OwnerSettings&>(examined.settings) = shop::default_settings();
  const auto check = [&](base::Result<void> checked) {
    if (!checked) {
      examined.problems.push_back(std::move(checked.error()));
    }
  };
  for (const auto& setting : named_settings()) {
    if (const auto value = value_of(values, setting); !value.empty()) {
      check(read_one(setting, value, examined.settings));
    }
  }
  if (!examined.settings.terms_url.empty()) {
    examined.settings.locked.insert({shop::SettingName::terms_text});
  }
  const bool is_each_right = examined.problems.empty();
  for (auto& [coin, chosen] : examined.settings.coins) {
    check(read_account(chosen, coin));
  }
  if (is_each_right) {
    check(check_together(examined.settings));
  }
  return examined;
}

base::Result<Settings> read_settings(const SettingValues& values) {
  auto examined = examine_settings(values);
  if (!examined.problems.empty()) {
    return std::unexpected(std::move(examined.problems.front()));
  }
  return std::move(examined.settings);
}

std::string dashboard_url_of(const Settings& settings) {
  if (!settings.web_url.empty() || settings.webhook_url.empty()) {
    return settings.web_url;
  }
  return forms::public_origin(forms::origin_of(settings.webhook_url)).value_or("");
}

std::vector<base::Error> missing_settings(const Settings& settings, Roles roles) {
  const std::array needs{
      Need{"BOT_TOKEN", "bot", !roles.bot || !settings.bot_token.empty()},
      Need{"ADMIN_IDS", "bot", !roles.bot || !settings.owner_ids.empty()},
      Need{"WEB_SECRET_KEY", "web", !roles.web || !settings.web_secret_key.empty()},
      Need{"WEB_ADMIN_USERNAME", "web", !roles.web || !settings.web_admin_username.empty()},
      Need{"WEB_ADMIN_PASSWORD", "web", !roles.web || !settings.web_admin_password_hash.empty()},
  };
  std::vector<base::Error> missing;
  for (const auto& need : needs) {
    if (!need.is_met) {
      const auto* const setting = std::ranges::find(kSettings, need.name, &Setting::name);
      missing.push_back(
          {ErrorKind::invalid, fmt::format("{} is missing: role {} needs it; it must be {}.",
                                           need.name, need.role, setting->form)});
    }
  }
  for (const auto& [coin, chosen] : settings.coins) {
    if (auto required = require_backend(chosen); roles.chain && !required) {
      missing.push_back(std::move(required.error()));
    }
  }
  return missing;
}

base::Result<void> require_settings(const Settings& settings, Roles roles) {
  auto missing = missing_settings(settings, roles);
  return missing.empty() ? base::Result<void>() : std::unexpected(std::move(missing.front()));
}

base::Result<void> require_backend(const CoinSettings& coin) {
  if (!coin.account || !coin.backends.empty()) {
    return {};
  }
  const auto code = code_of(coin.account->coin());
  return base::invalid(fmt::format("{}_BACKEND is missing: {}_XPUB is set, so it must be {}.", code,
                                   code, kBackendForm));
}

base::Result<chain::Account> require_account(const Settings& settings, base::Coin coin) {
  const auto& account = settings.coins.at(coin).account;
  if (!account) {
    return base::invalid(fmt::format("{} is missing: it must be {}.", key_name(coin), kKeyForm));
  }
  return *account;
}

std::vector<std::string> secrets_of(const Settings& settings) {
  std::vector<std::string> secrets{settings.bot_token, settings.blockchain_api_key,
                                   settings.web_secret_key, settings.web_admin_password_hash,
                                   settings.webhook_secret};
  std::vector<std::string> urls{settings.database_url, settings.redis_url, settings.https_proxy,
                                settings.telegram_api_url, settings.webhook_url};
  std::ranges::copy(settings.rates_urls, std::back_inserter(urls));
  for (const auto& [coin, chosen] : settings.coins) {
    secrets.push_back(chosen.key);
    std::ranges::copy(chosen.backends, std::back_inserter(urls));
  }
  for (const auto& url : urls) {
    std::ranges::move(forms::passwords_of(url), std::back_inserter(secrets));
  }
  // A password of a few letters would black out ordinary words.
  std::erase_if(secrets, [](const std::string& secret) { return secret.size() < 6; });
  return secrets;
}

}  // namespace app
