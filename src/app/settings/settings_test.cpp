#include "app/settings/settings.h"

#include <gtest/gtest.h>

#include "app/settings/setting_forms.h"
#include "web/core/password.h"

namespace {

using app::read_settings;
using app::Settings;
using app::SettingValues;

const std::string kHash = "$2b$04$abcdefghijklmnopqrstuuO4S4zQm0KGzZL3BvXbwQ8cZ8f0X1Xh2";
// The account keys of the mnemonic "abandon … about" that SLIP-132 prints.
const std::string kXpub =
    "xpub6BosfCnifzxcFwrSzQiqu2DBVTshkCXacvNsWGYJVVhhawA7d4R5WSWGFNbi8Aw6ZRc1brxMyWMzG3DSSSSoekkud"
    "hUd9yLb6qx39T9nMdj";
const std::string kZpub =
    "zpub6rFR7y4Q2AijBEqTUquhVz398htDFrtymD9xYYfG1m4wAcvPhXNfE3EfH1r1ADqtfSdVCToUG868RvUUkgDKf31mG"
    "DtKsAYz2oz2AGutZYs";

TEST(Settings, AreTheContractsDefaultsWhenNothingIsSet) {
  const auto settings = read_settings({});
  ASSERT_TRUE(settings);
  EXPECT_EQ(settings->database_url, "sqlite:kram.db");
  EXPECT_EQ(settings->coins.at(base::Coin::btc).network, chain::Network::main);
  EXPECT_EQ(
      settings->coins.at(base::Coin::ltc).confirmations,
      (std::vector<shop::ConfirmationRule>{{base::Money{}, 1}, {base::Money::units(2000), 3}}));
  EXPECT_EQ(settings->chain_poll, std::chrono::seconds(60));
  EXPECT_EQ(settings->currency, "PLN");
  EXPECT_EQ(settings->referral_percent.value(), 3);
  EXPECT_EQ(settings->reservation, std::chrono::minutes(15));
  EXPECT_EQ(settings->payment_hold, std::chrono::hours(24));
  EXPECT_EQ(settings->web_listen, "127.0.0.1:8000");
  EXPECT_EQ(settings->telegram_api_url, "https://api.telegram.org");
  EXPECT_EQ(settings->deposit_min, base::Money::units(5));
  EXPECT_EQ(settings->manual_deposit_max, base::Money::units(10'000));
  EXPECT_EQ(settings->send_limit, 30);
  EXPECT_EQ(settings->languages, (std::vector<std::string>{"en", "pl"}));
  EXPECT_EQ(settings->log_file, "bot.log");
  EXPECT_EQ(settings->log_level, base::LogLevel::info);
  EXPECT_FALSE(settings->stars_per_unit);
}

TEST(Settings, TakeAnEmptyValueAsUnset) {
  const auto settings = read_settings({{"RESERVATION_MINUTES", ""}, {"BTC_XPUB", " "}});
  ASSERT_TRUE(settings);
  EXPECT_EQ(settings->reservation, std::chrono::minutes(15));
  EXPECT_TRUE(settings->coins.at(base::Coin::btc).key.empty());
}

struct Example {
  const char* name;
  std::string value;
};

void PrintTo(const Example& example, std::ostream* out) {
  *out << example.name << "=" << example.value.substr(0, 40);
}

class WellFormed : public testing::TestWithParam<Example> {};

TEST_P(WellFormed, IsTaken) {
  const auto settings = read_settings({{GetParam().name, GetParam().value}});
  EXPECT_TRUE(settings) << settings.error().message;
}

INSTANTIATE_TEST_SUITE_P(
    Settings, WellFormed,
    testing::Values(
        Example{"BOT_TOKEN", "123456789:AAE-x_yz0123456789"}, Example{"ADMIN_IDS", "1, 2,3"},
        Example{"DATABASE_URL", "postgresql://u:p@h:5432/d"},
        Example{"DATABASE_URL", "sqlite:/var/lib/kram/kram.db"}, Example{"BTC_XPUB", kXpub},
        Example{"LTC_XPUB", kZpub},
        Example{"BTC_XPUB", "wpkh([d34db33f/84h/0h/0h]" + kXpub + "/<0;1>/*)"},
        Example{"BTC_BACKEND", "rpc+http://u:p@127.0.0.1:8332 esplora+https://host/api"},
        Example{"LTC_BACKEND", "rpc+http://u:a%2Fb%40c:d@[::1]:9332/ esplora+http://node:3000"},
        Example{"LTC_NETWORK", "regtest"}, Example{"BTC_NETWORK", "signet"},
        Example{"HTTPS_PROXY", "socks5h://u:p@[::1]:1080/"}, Example{"REDIS_URL", "unix:///run/r"},
        Example{"TERMS_URL", "https://pages.example/@shop/terms"},
        Example{"BTC_CONFIRMATIONS", "1,500:2,5000:6"}, Example{"BTC_CONFIRMATIONS", "3"},
        Example{"RATES_URL", "https://a.example/v1/latest http://b:1/x/simple/price?key=1"},
        Example{"CURRENCY", "EUR"}, Example{"TIMEZONE", "America/New_York"},
        Example{"REFERRAL_PERCENT", "0"}, Example{"RESERVATION_MINUTES", "1440"},
        Example{"WEB_LISTEN", "[::1]:8000"}, Example{"WEB_LISTEN", "localhost:0"},
        Example{"WEB_URL", "https://shop.example:8443/"}, Example{"WEB_URL", "http://10.0.0.5"},
        Example{"WEB_SECRET_KEY", std::string(32, 'k')}, Example{"WEB_ADMIN_USERNAME", "owner"},
        Example{"WEB_ADMIN_PASSWORD", kHash}, Example{"REDIS_URL", "redis://127.0.0.1:6379"},
        Example{"DATABASE_URL", "postgres://u:p%40ss@a:5432,b:5433/d"},
        Example{"HTTPS_PROXY", "http://u:p%40ss@proxy.example:3128"},
        Example{"HTTPS_PROXY", "proxy.example:3128"},
        Example{"NO_PROXY", "localhost,.shop.example"},
        Example{"TRUSTED_PROXIES", "127.0.0.1, ::1,10.0.0.0/8,2001:db8::/32"},
        Example{"TELEGRAM_API_URL", "http://127.0.0.1:8081/"}, Example{"STARS_PER_UNIT", "20"},
        Example{"DEPOSIT_MIN", "0.50"}, Example{"SEND_LIMIT", "1000"},
        Example{"TERMS_TEXT", "No returns.\nSee <us>."}, Example{"TERMS_URL", "https://x.example"},
        Example{"SUPPORT_CONTACT", "@shop_help"}, Example{"LANGUAGES", "pl"},
        Example{"LOG_LEVEL", "debug"}));

class Malformed : public testing::TestWithParam<Example> {};

// One line that names the setting and does not repeat what may be a secret.
TEST_P(Malformed, EndsTheStartWithOneLine) {
  const auto& [name, value] = GetParam();
  const auto settings = read_settings({{name, value}});
  ASSERT_FALSE(settings);
  const auto& message = settings.error().message;
  EXPECT_EQ(settings.error().kind, base::ErrorKind::invalid);
  EXPECT_TRUE(message.starts_with(name)) << message;
  EXPECT_FALSE(message.contains('\n'));
  EXPECT_TRUE(value.size() < 8 || !message.contains(value)) << message;
}

INSTANTIATE_TEST_SUITE_P(
    Settings, Malformed,
    testing::Values(
        Example{"BOT_TOKEN", "not-a-token-at-all"}, Example{"BOT_TOKEN", "abc:def"},
        Example{"BOT_TOKEN", "987654321:"}, Example{"BOT_TOKEN", "123:with blank"},
        Example{"ADMIN_IDS", "@owner"}, Example{"ADMIN_IDS", "1,,2"}, Example{"ADMIN_IDS", "-5"},
        Example{"ADMIN_IDS", "99999999999999999999"}, Example{"ADMIN_IDS", "1;2"},
        Example{"ADMIN_IDS", "0"}, Example{"DATABASE_URL", "mysql://u:secretpw@h/d"},
        Example{"DATABASE_URL", "postgresql+asyncpg://u:secretpw@h/d"},
        Example{"DATABASE_URL", "sqlite:"}, Example{"BTC_XPUB", "xpub123"},
        Example{"BTC_XPUB", kXpub + "x"}, Example{"BTC_XPUB", "wpkh(" + kXpub + "/0/*)#abcdefgh"},
        Example{"BTC_XPUB", "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa"},
        Example{"BTC_XPUB", "xprv" + std::string(107, 'A')},
        Example{"LTC_XPUB", "wpkh(tprv" + std::string(107, 'A') + ")"},
        Example{"LTC_XPUB", "one two three four five six seven eight nine ten eleven twelve"},
        Example{"BTC_XPUB", "L" + std::string(51, 'a')}, Example{"BTC_BACKEND", "http://host/api"},
        Example{"BTC_BACKEND", "rpc+ftp://host"}, Example{"LTC_BACKEND", "esplora+https://?key=1"},
        Example{"BTC_NETWORK", "mainnet"}, Example{"LTC_NETWORK", "Test"},
        Example{"BTC_CONFIRMATIONS", "0"}, Example{"BTC_CONFIRMATIONS", "1,500:2,400:3"},
        Example{"BTC_CONFIRMATIONS", "500:2"}, Example{"BTC_CONFIRMATIONS", "1,2"},
        Example{"LTC_CONFIRMATIONS", "1,:2"}, Example{"BLOCKCHAIN_API_KEY", "two words"},
        Example{"CHAIN_POLL_SECONDS", "0"}, Example{"CHAIN_POLL_SECONDS", "1m"},
        Example{"LTC_BACKEND", "esplora+https://host/api?key=1"},
        Example{"BTC_BACKEND", "rpc+http://u:%zz@host:8332"}, Example{"RATES_URL", "coingecko"},
        Example{"RATES_URL", "https://a.example/v2/prices https://a.example/prices"},
        Example{"RATES_URL", "https://a.example/v1/latest"}, Example{"CURRENCY", "zł"},
        Example{"TIMEZONE", "Warsaw"}, Example{"CURRENCY", "pln"},
        Example{"REFERRAL_PERCENT", "101"}, Example{"REFERRAL_PERCENT", "-1"},
        Example{"REFERRAL_PERCENT", "3.5"}, Example{"RESERVATION_MINUTES", "0"},
        Example{"RESERVATION_MINUTES", "15 min"}, Example{"RESERVATION_MINUTES", "99999999999"},
        Example{"WEB_LISTEN", "8000"}, Example{"WEB_LISTEN", "127.0.0.2"},
        Example{"WEB_LISTEN", "127.0.0.1:70000"}, Example{"WEB_LISTEN", "::1:8000"},
        Example{"WEB_LISTEN", "shop.example:80"}, Example{"WEB_SECRET_KEY", std::string(31, 'k')},
        Example{"WEB_URL", "x.co"}, Example{"WEB_URL", "https://shop.example/shop"},
        Example{"WEB_URL", "http://127.0.0.1:8000"}, Example{"WEB_URL", "http://localhost"},
        Example{"WEB_URL", "https://me:pw@shop.example"}, Example{"WEB_URL", "https://x.example?a"},
        Example{"WEB_ADMIN_USERNAME", "a:b"}, Example{"WEB_ADMIN_PASSWORD", "hunter2-hunter2"},
        Example{"WEB_ADMIN_PASSWORD", kHash.substr(1)},
        Example{"WEB_ADMIN_PASSWORD", "$2b$31$" + kHash.substr(7)},
        Example{"REDIS_URL", "127.0.0.1:6379"}, Example{"REDIS_URL", "redis://u:pass@word@h:6379"},
        Example{"DATABASE_URL", "postgresql://u:pass@word@h/d"},
        Example{"BTC_BACKEND", "rpc+http://u:pass@word@h:8332"},
        Example{"BTC_BACKEND", "rpc+http://u:pass/word@h:8332"},
        Example{"BTC_BACKEND", "rpc+http://u:12/pass-word@h:8332"},
        Example{"BTC_BACKEND", "rpc+http://u:pass?word@h:8332"},
        Example{"LTC_BACKEND", "rpc+http://u:pass#word@h:8332"},
        Example{"LTC_BACKEND", "esplora+https://h/api rpc+http://u:pass/word@h:9332"},
        Example{"BTC_BACKEND", "rpc+http://u:password@127.0.0.1:99999"},
        Example{"BTC_BACKEND", "rpc+http://user-name:password"},
        Example{"LTC_BACKEND", "rpc+http://u:password@"},
        Example{"LTC_BACKEND", "rpc+http://u:password@:9332"},
        Example{"LTC_BACKEND", "esplora+https://h:0/api"}, Example{"LTC_NETWORK", "signet"},
        Example{"RATES_URL", "https://u:12/pass-word@h/v2/prices"},
        Example{"RATES_URL", "https://h:99999/v2/prices"},
        Example{"TELEGRAM_API_URL", "https://u:pass/word@h"},
        Example{"TELEGRAM_API_URL", "http://127.0.0.1:808100"},
        Example{"WEBHOOK_URL", "https://:8443/hook"}, Example{"TERMS_URL", "https://h:port/terms"},
        Example{"REDIS_URL", "redis://u:pass/word@h:6379"},
        Example{"REDIS_URL", "redis://h:663790"}, Example{"REDIS_URL", "redis://:password@"},
        Example{"HTTPS_PROXY", "u:pass/word@h:3128"},
        Example{"HTTPS_PROXY", "proxy.example:31280000"},
        Example{"HTTPS_PROXY", "http://u:pass@word@h:3128"},
        Example{"HTTPS_PROXY", "ftp://proxy.example"}, Example{"NO_PROXY", "a\nb"},
        Example{"TRUSTED_PROXIES", "localhost"}, Example{"TRUSTED_PROXIES", "10.0.0.1/8"},
        Example{"TRUSTED_PROXIES", "192.0.2.1,"}, Example{"TRUSTED_PROXIES", "127.0.0.1 10.0.0.1"},
        Example{"TRUSTED_PROXIES", "127.0.0.1:80"}, Example{"TRUSTED_PROXIES", "*"},
        Example{"TELEGRAM_API_URL", "api.telegram.org"},
        Example{"WEBHOOK_URL", "shop.invalid/hook"},
        Example{"WEBHOOK_URL", "https://shop.invalid/{secret"},
        Example{"WEBHOOK_URL", "https://shop.invalid/żółw"},
        Example{"WEBHOOK_SECRET", "spaces are bad"}, Example{"STARS_PER_UNIT", "0.5"},
        Example{"DEPOSIT_MIN", "1e9"}, Example{"DEPOSIT_MIN", "-5"},
        Example{"MANUAL_DEPOSIT_MAX", "10 zł"}, Example{"SEND_LIMIT", "1001"},
        Example{"TERMS_TEXT", "\xFF\xFE"}, Example{"BLIK_INSTRUCTIONS", std::string(3501, 'x')},
        Example{"BANK_INSTRUCTIONS", "Account \xC3"}, Example{"TERMS_URL", "terms.html"},
        Example{"SUPPORT_CONTACT", std::string(5000, 'x')}, Example{"LANGUAGES", "en,de"},
        Example{"LANGUAGES", "en,en"}, Example{"LANGUAGES", ","}, Example{"LOG_FILE", "a\nb"},
        Example{"LOG_LEVEL", "verbose"}));

TEST(Settings, TakeAKeyForItsCoinAndNetwork) {
  const auto settings = read_settings({{"BTC_XPUB", " " + kZpub + "\n"}, {"LTC_NETWORK", "test"}});
  ASSERT_TRUE(settings);
  EXPECT_EQ(app::require_account(*settings, base::Coin::btc)->address(0),
            "bc1qcr8te4kr609gcawutmrza0j4xv80jy8z306fyu");
  const auto missing = app::require_account(*settings, base::Coin::ltc);
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().kind, base::ErrorKind::invalid);
  EXPECT_TRUE(missing.error().message.starts_with("LTC_XPUB is missing: it must be an account"));

  const auto wrong = read_settings({{"BTC_XPUB", kZpub}, {"BTC_NETWORK", "regtest"}});
  ASSERT_FALSE(wrong);
  EXPECT_TRUE(wrong.error().message.starts_with("BTC_XPUB must be an account-level")) << "form";
  EXPECT_TRUE(
      wrong.error().message.ends_with("This zpub belongs to the main network; Bitcoin on network "
                                      "regtest takes tpub, upub or vpub."))
      << wrong.error().message;
}

TEST(Settings, AreRefusedWhenTheyContradictEachOther) {
  const auto refuses = [](const SettingValues& values, std::string_view name) {
    const auto settings = read_settings(values);
    return !settings && settings.error().message.starts_with(name);
  };
  EXPECT_TRUE(refuses({{"WEBHOOK_URL", "https://a.example/hook"}}, "WEBHOOK_URL"));
  EXPECT_TRUE(refuses({{"WEBHOOK_SECRET", "abc"}}, "WEBHOOK_URL"));
  EXPECT_TRUE(refuses({{"WEBHOOK_URL", "http://a.example/hook"}, {"WEBHOOK_SECRET", "abc"}},
                      "WEBHOOK_URL"));
  EXPECT_TRUE(refuses({{"TERMS_TEXT", "a"}, {"TERMS_URL", "https://a.example"}}, "TERMS_TEXT"));
  EXPECT_TRUE(
      refuses({{"DEPOSIT_MIN", "100"}, {"MANUAL_DEPOSIT_MAX", "50"}}, "MANUAL_DEPOSIT_MAX"));
}

TEST(Settings, AllowAPlainWebhookForOnesOwnBotApiServer) {
  EXPECT_TRUE(read_settings({{"TELEGRAM_API_URL", "http://127.0.0.1:8081"},
                             {"WEBHOOK_URL", "http://127.0.0.1:8000/hook"},
                             {"WEBHOOK_SECRET", "abc"}}));
}

TEST(Settings, ArePutTogetherByWhatTheRolesNeed) {
  SettingValues values;
  const auto missing = [&](app::Roles roles) {
    const auto checked = app::require_settings(*read_settings(values), roles);
    return checked ? std::string()
                   : checked.error().message.substr(0, checked.error().message.find(' '));
  };
  const app::Roles bot{.bot = true};
  const app::Roles web{.web = true};
  EXPECT_EQ(missing({.chain = true, .jobs = true}), "");
  EXPECT_EQ(missing(bot), "BOT_TOKEN");
  values["BOT_TOKEN"] = "1:a";
  EXPECT_EQ(missing(bot), "ADMIN_IDS");
  values["ADMIN_IDS"] = "7";
  EXPECT_EQ(missing(bot), "");
  EXPECT_EQ(missing(web), "WEB_SECRET_KEY");
  values["WEB_SECRET_KEY"] = std::string(32, 'k');
  EXPECT_EQ(missing(web), "WEB_ADMIN_USERNAME");
  values["WEB_ADMIN_USERNAME"] = "owner";
  EXPECT_EQ(missing(web), "WEB_ADMIN_PASSWORD");
  values["WEB_ADMIN_PASSWORD"] = kHash;
  EXPECT_EQ(missing(app::Roles::all()), "");
  const app::Roles chain{.chain = true};
  values["LTC_XPUB"] = kZpub;
  EXPECT_EQ(missing({.bot = true, .web = true, .jobs = true}), "");
  EXPECT_EQ(missing(chain), "LTC_BACKEND");
  values["LTC_BACKEND"] = "esplora+https://a.example";
  EXPECT_EQ(missing(chain), "");
  values["BTC_XPUB"] = kXpub;
  EXPECT_EQ(missing(app::Roles::all()), "BTC_BACKEND");
}

TEST(Settings, TellTheLoggerWhatToHide) {
  const auto settings = read_settings({{"BOT_TOKEN", "123:very-secret"},
                                       {"DATABASE_URL", "postgresql://u:db-secret@h/d"},
                                       {"RATES_URL", "https://u:rate-secret@h/v2/prices"},
                                       {"BTC_BACKEND", "rpc+http://u:rpc%2Fsecret@h:1"}});
  const auto secrets = app::secrets_of(*settings);
  EXPECT_EQ(secrets, (std::vector<std::string>{"123:very-secret", "db-secret", "rate-secret",
                                               "rpc%2Fsecret", "rpc/secret"}));
}

TEST(Roles, AreReadFromTheCommandLine) {
  EXPECT_EQ(*app::parse_roles("bot,web,chain,jobs"), app::Roles::all());
  EXPECT_EQ(*app::parse_roles("web"), (app::Roles{.web = true}));
  for (const auto* text : {"", "bot,", "bots", "bot web"}) {
    EXPECT_FALSE(app::parse_roles(text)) << text;
  }
}

TEST(SettingForms, TakeAUrlApart) {
  EXPECT_EQ(app::forms::path_of("https://a.example/hook/x?y=1"), "/hook/x");
  EXPECT_EQ(app::forms::path_of("https://a.example"), "/");
  using Passwords = std::vector<std::string>;
  EXPECT_EQ(app::forms::passwords_of("redis://:pw@h:1"), Passwords{"pw"});
  EXPECT_EQ(app::forms::passwords_of("u:p%40@proxy:3128"), (Passwords{"p%40", "p@"}));
  EXPECT_EQ(app::forms::passwords_of("postgresql://u:p:w@a:1,b:2/d?application_name=@"),
            Passwords{"p:w"});
  EXPECT_EQ(app::forms::passwords_of("https://h:1/a@b"), Passwords{});
  EXPECT_EQ(app::forms::passwords_of("https://u@h:1"), Passwords{});
}

TEST(DashboardUrl, IsTheOneThatIsSetOrTheHostOfTheWebhook) {
  const auto url_with = [](SettingValues values) {
    return dashboard_url_of(read_settings(values).value());
  };
  const SettingValues webhook{{"WEBHOOK_URL", "https://hooks.example:8443/a?b=c"},
                              {"WEBHOOK_SECRET", "s"}};
  EXPECT_EQ(url_with({}), "");
  EXPECT_EQ(url_with({{"WEB_URL", "https://shop.example/"}}), "https://shop.example");
  EXPECT_EQ(url_with(webhook), "https://hooks.example:8443");
  auto both = webhook;
  both["WEB_URL"] = "https://shop.example";
  EXPECT_EQ(url_with(both), "https://shop.example");
  EXPECT_EQ(url_with({{"TELEGRAM_API_URL", "http://127.0.0.1:1"},
                      {"WEBHOOK_URL", "http://127.0.0.1:8000/hook"},
                      {"WEBHOOK_SECRET", "s"}}),
            "");
}

}  // namespace
