#include "e2e/end_to_end.h"

#include <fstream>
#include <iterator>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "base/random.h"
#include "json/json.h"
#include "shop/customers/customer.h"
#include "shop/reports/audit.h"
#include "shop/reports/statistics.h"
#include "shop/testing/gift.h"
#include "support/recording.h"

namespace e2e {
namespace {

// People in tests press faster than a chat may be edited.
constexpr int kNoChatLimit = 1'000;

}  // namespace

EndToEnd::EndToEnd()
    : clock(*base::parse_timestamp("2026-11-24T08:00:00Z")),
      logger({.file = directory.path() / "bot.log", .standard_output = false}),
      telegram({.record_file = support::record_file("e2e_test"),
                .webhook_backoff = std::chrono::milliseconds(5)},
               clock, logger) {}

void EndToEnd::TearDown() {
  close();
  EXPECT_EQ(telegram.violations(), std::vector<std::string>{});
  EXPECT_EQ(read([this](db::Tx& tx) { return shop::violations(tx, clock.now()); }),
            std::vector<std::string>{});
  EXPECT_FALSE(log().contains(kSecret));
  EXPECT_FALSE(log().contains(telegram.token()));
  OnBothEngines::TearDown();
}

RunningShop& EndToEnd::open(app::SettingValues more, const app::Jobs::Options& jobs) {
  return open_with({.settings = std::move(more), .jobs = jobs});
}

RunningShop& EndToEnd::open_with(RunningShop::Options options) {
  options.settings.merge(app::SettingValues{{"BOT_TOKEN", telegram.token()},
                                            {"ADMIN_IDS", std::to_string(kOwner)},
                                            {"DATABASE_URL", url()},
                                            {"TELEGRAM_API_URL", telegram.url()},
                                            {"WEB_LISTEN", "127.0.0.1:0"},
                                            {"SEND_LIMIT", "1000"},
                                            {"SUPPORT_CONTACT", "@shop_help"}});
  options.chat_send_limit = options.chat_send_limit.value_or(kNoChatLimit);
  shop_.emplace(options, clock, logger);
  return *shop_;
}

Person EndToEnd::person(std::int64_t id, std::string first_name, std::string language) {
  return {
      telegram.add_user(
          {.id = id, .first_name = std::move(first_name), .language_code = std::move(language)}),
      clock};
}

Person EndToEnd::newcomer(std::string first_name, std::string language) {
  return person(++last_id_, std::move(first_name), std::move(language));
}

Person EndToEnd::invited(const Person& referrer, std::string first_name) {
  const auto of_referrer = [&](std::string_view column) {
    return text(fmt::format("SELECT {} FROM users WHERE id = {}", column, referrer.id()));
  };
  auto made = newcomer(std::move(first_name));
  made.says("/start ref_" + of_referrer("referral_code"));
  made.sees("invited by " + of_referrer("first_name"));
  return made;
}

Person EndToEnd::customer(std::string first_name, std::int64_t money_units, std::string language) {
  const auto made = newcomer(first_name, language);
  base::SystemRandom random;
  transact([&](db::Tx& tx) {
    shop::register_customer(tx,
                            {.id = made.id(),
                             .username = {},
                             .first_name = first_name,
                             .language = language,
                             .referral_code = {}},
                            random, clock.now());
    if (money_units > 0) {
      shop::give_without_notice(tx, made.id(), base::Money::units(money_units), clock.now());
    }
    return true;
  });
  return made;
}

Person EndToEnd::manager(std::string first_name) {
  auto manager = customer(std::move(first_name), 0);
  transact([&](db::Tx& tx) {
    return tx.execute(
        "INSERT INTO staff (user_id, role, given_by, given_at) VALUES ($1, 'manager', 'cli', $2)",
        manager.id(), clock.now());
  });
  manager.says("/start");
  manager.sees("Main menu");
  return manager;
}

void EndToEnd::take_roles() {
  transact([](db::Tx& tx) { return tx.execute("DELETE FROM staff"); });
}

std::int64_t EndToEnd::stock(const shop::NewProduct& product, int units) {
  const std::vector<shop::NewProduct> products(static_cast<std::size_t>(units), product);
  return transact([&](db::Tx& tx) {
    shop::insert_products(tx, products, clock.now());
    return tx.one<std::int64_t>("SELECT MAX(id) FROM products") - units + 1;
  });
}

std::string EndToEnd::balance(const Person& person) {
  return read([&](db::Tx& tx) { return shop::find_customer(tx, person.id())->balance.decimal(); });
}

std::int64_t EndToEnd::number(const std::string& sql) {
  return read([&](db::Tx& tx) { return tx.one<std::int64_t>(sql); });
}

std::string EndToEnd::text(const std::string& sql) {
  return read([&](db::Tx& tx) { return tx.one<std::string>(sql); });
}

std::string EndToEnd::state_of_shop() {
  return read([this](db::Tx& tx) {
    std::string state = json::to_text(
        shop::list_products(tx, {}, shop::ProductSort::id, /*descending=*/false, {0, 1000}).items);
    state += json::to_text(shop::count_everything(tx, clock.now()));
    state += json::to_text(
        tx.all<shop::Customer>("SELECT id, username, first_name, language, balance, "
                               "referral_earnings, referral_code, referrer_id, is_banned, "
                               "has_blocked_bot, terms_accepted_at, created_at, ban_reason, "
                               "NULL AS last_seen_at FROM users ORDER BY id"));
    for (const auto* table : {"orders", "transfers", "outbox", "audit_log", "dialogs"}) {
      state += fmt::format(
          " {} {}", tx.one<std::int64_t>(fmt::format("SELECT COUNT(*) FROM {}", table)), table);
    }
    return state;
  });
}

std::string EndToEnd::log() const {
  std::ifstream file(directory.path() / "bot.log");
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace e2e
