#include "app/setup/new_shop.h"

#include <sstream>

#include "app/console/open_database.h"
#include "base/check.h"
#include "base/clock.h"
#include "base/text.h"
#include "sandbox/demo/demo_goods.h"
#include "shop/settings/stored_settings.h"
#include "shop/stock/import/product_csv.h"
#include "shop/stock/product.h"

namespace app {
namespace {

// Vouchers and licence keys alone: parcel lockers have pictures of the sandbox's.
std::string sample_goods() {
  const auto all = sandbox::demo_goods_csv("");
  std::string csv;
  for (const auto line : base::split(all, '\n')) {
    if (!line.empty() && !line.contains("/goods/locker-")) {
      csv.append(line).append("\n");
    }
  }
  return csv;
}

void store_instructions(db::Tx& tx, const Settings& settings, shop::DepositMethod method,
                        const std::string& text, base::Timestamp now) {
  if (!text.empty()) {
    const shop::SettingKey key{shop::SettingName::instructions, std::string(base::text_of(method))};
    const auto done = shop::set_setting(
        tx, key, text, {.values = settings, .locked = settings.locked},
        shop::permit<shop::Act::change_settings>(shop::Actor::cli()).value(), now);
    base::check(done.has_value(), "the answer was checked by the same rule");
  }
}

void add_sample_goods(db::Tx& tx, base::Timestamp now) {
  const auto none =
      shop::list_products(tx, {}, shop::ProductSort::id, /*descending=*/false, {0, 1});
  if (!none.items.empty()) {
    return;
  }
  std::istringstream goods(sample_goods());
  const auto imported = shop::import_products(
      tx, goods, shop::Repeats::refused,
      shop::permit<shop::Act::import_products>(shop::Actor::cli()).value(), now);
  base::check(imported.has_value(), "the sample goods are in order");
}

}  // namespace

base::Result<void> prepare_new_shop(const Settings& settings, const NewShop& shop) {
  const base::SystemClock clock;
  base::Logger logger;
  auto database = db::open({.url = settings.database_url,
                            .connections = kCommandConnections,
                            .answer_timeout = kNoAnswerTimeout},
                           logger);
  if (!database) {
    return std::unexpected(std::move(database.error()));
  }
  if (auto migrated = db::migrate(**database, clock); !migrated) {
    return std::unexpected(std::move(migrated.error()));
  }
  if (auto same = require_currency(**database, settings); !same) {
    return same;
  }
  (*database)->transact_blocking([&](db::Tx& tx) {
    using enum shop::DepositMethod;
    store_instructions(tx, settings, blik, shop.blik_instructions, clock.now());
    store_instructions(tx, settings, bank, shop.bank_instructions, clock.now());
    if (shop.sample_goods) {
      add_sample_goods(tx, clock.now());
    }
    return true;
  });
  return {};
}

}  // namespace app
