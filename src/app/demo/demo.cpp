#include "app/demo/demo.h"

#include <array>
#include <set>
#include <sstream>
#include <string>

#include "base/check.h"
#include "sandbox/demo/demo_goods.h"
#include "sandbox/demo/goods_picture.h"
#include "shop/money/adjustment.h"
#include "shop/pictures/picture.h"
#include "shop/stock/import/product_csv.h"
#include "shop/stock/product.h"
#include "web/core/password.h"

namespace app {
namespace {

constexpr std::int64_t kOwner = 100'000'001;
constexpr int kMaxDemoUnits = 1'000;
constexpr int kBcryptCost = 6;  // the demo's password ends with the demo

// Of the mnemonic "abandon … about", which everybody knows (BIP84, on a test network).
constexpr std::string_view kAccountKey =
    "vpub5YvMuJNjRSYon44z9QmCfdf8SqJRVNvz6m55Qy5iVjZQxDfUgtiQjnc7CC1fAbED2tAGCZRERUfv"
    "tn2DstZGU6HMns6dXXH2wujSc2wfi2x";

struct Guest {
  std::int64_t id;
  std::string_view first_name;
  std::string_view username;
  std::string_view language;
  int gift_hundredths;  // 0: comes without having been here
};

constexpr std::array kGuests{
    Guest{100'000'002, "Anna", "anna_demo", "en", 300'00},
    Guest{100'000'003, "Piotr", "piotr_demo", "pl", 300'00},
    Guest{100'000'004, "Zofia", "zofia_demo", "pl", 0},
    Guest{100'000'005, "Ewa", "ewa_demo", "en", 25'75},  // too little for the café's breakfast
};

void give(db::Database& database, const Guest& guest, base::Timestamp now) {
  const shop::Adjustment gift{.user_id = guest.id,
                              .amount = base::Money::hundredths(guest.gift_hundredths),
                              .reason = "Demo",
                              .idempotency_key = "demo-gift-" + std::to_string(guest.id)};
  const auto given = database.transact_blocking([&](db::Tx& tx) {
    return shop::adjust(tx, gift, shop::permit<shop::Act::adjust>(shop::Actor::cli()).value(), now);
  });
  base::check(given.has_value(), "a guest takes a gift");
}

bool is_shown(const sandbox::Message& /*any*/) { return true; }

}  // namespace

sandbox::BotApiServer::ExtraRoutes routes_of(toychain::ToyNetwork& coins) {
  return {.add_to = [&coins](net::Router& router) { coins.add_to(router); },
          .close = [&coins] { coins.close(); }};
}

SettingValues toy_coin_settings(const std::string& server_url) {
  SettingValues values{{"RATES_URL", toychain::ToyNetwork::rates_url(server_url)}};
  for (const auto& row : base::coins()) {
    const std::string code(row.code);
    values[code + "_XPUB"] = kAccountKey;
    values[code + "_NETWORK"] = "regtest";
    values[code + "_BACKEND"] = toychain::ToyNetwork::backend_url(server_url, row.coin);
  }
  return values;
}

base::Result<Settings> demo_settings(const sandbox::BotApiServer& telegram,
                                     const std::filesystem::path& directory,
                                     const std::string& web_listen, const DemoLogin& login) {
  const auto hash = web::hash_password(login.password, kBcryptCost);
  if (!hash) {
    return std::unexpected(hash.error());
  }
  SettingValues values{{"BOT_TOKEN", telegram.token()},
                       {"ADMIN_IDS", std::to_string(kOwner)},
                       {"DATABASE_URL", "sqlite:" + (directory / "demo.sqlite").string()},
                       {"TELEGRAM_API_URL", telegram.url()},
                       {"WEB_LISTEN", web_listen},
                       {"WEB_SECRET_KEY", login.password + login.password + login.password},
                       {"WEB_ADMIN_USERNAME", login.username},
                       {"WEB_ADMIN_PASSWORD", *hash},
                       {"BLIK_INSTRUCTIONS", "BLIK to +48 500 000 000 (a demo: nobody is paid)."},
                       {"BANK_INSTRUCTIONS", "Demo Shop, PL00 0000 0000 0000 0000 0000 0000"},
                       {"STARS_PER_UNIT", "5"},
                       {"LOG_FILE", (directory / "bot.log").string()}};
  values.merge(toy_coin_settings(telegram.url()));
  auto settings = read_settings(values);
  if (settings) {
    settings->has_local_dashboard = true;
  }
  return settings;
}

void add_demo_people(sandbox::BotApiServer& telegram) {
  telegram.add_user(
      {.id = kOwner, .first_name = "Maria", .username = "maria_demo", .badge = "owner"});
  for (const auto& guest : kGuests) {
    telegram.add_user({.id = guest.id,
                       .first_name = std::string(guest.first_name),
                       .username = std::string(guest.username),
                       .language_code = std::string(guest.language)});
  }
}

base::Result<void> add_demo_goods(db::Database& database, const sandbox::BotApiServer& telegram,
                                  base::Timestamp now) {
  std::istringstream goods(sandbox::demo_goods_csv(telegram.url()));
  const auto imported = database.transact_blocking([&](db::Tx& tx) {
    return shop::import_products(
        tx, goods, shop::Repeats::refused,
        shop::permit<shop::Act::import_products>(shop::Actor::cli()).value(), now);
  });
  if (!imported) {
    return base::fail(
        base::ErrorKind::internal,
        fmt::format("Line {} of the demo's goods is wrong.", imported.error().front().line));
  }
  return {};
}

base::Result<void> add_demo_pictures(db::Database& database, base::Timestamp now) {
  const auto done = database.transact_blocking([&](db::Tx& tx) {
    const auto permit = shop::permit<shop::Act::edit_product>(shop::Actor::cli()).value();
    const auto units = shop::list_products(tx, {.sold = false}, shop::ProductSort::id,
                                           /*descending=*/false, {0, kMaxDemoUnits});
    std::set<std::string> illustrated;
    for (const auto& unit : units.items) {
      if (!illustrated.insert(unit.name).second) {
        continue;
      }
      const auto picture = shop::make_small(sandbox::goods_picture(unit.category, unit.name));
      if (!picture || !shop::set_picture(tx, unit.id, *picture, permit, now)) {
        return false;
      }
    }
    return true;
  });
  return done ? base::Result<void>()
              : base::fail(base::ErrorKind::internal, "A picture of the demo's goods is wrong.");
}

void play_demo_opening(sandbox::BotApiServer& telegram, db::Database& database,
                       const base::Clock& clock) {
  telegram.user(kOwner).send_command("/start");
  for (const auto& guest : kGuests) {
    if (guest.gift_hundredths == 0) {
      continue;
    }
    auto user = telegram.user(guest.id);
    user.send_command("/start");
    user.wait_for(is_shown);
    give(database, guest, clock.now());
  }
  telegram.user(kOwner).wait_for(is_shown);
}

}  // namespace app
