#include "app/console/open_database.h"

#include <algorithm>

#include <fmt/format.h>

#include "shop/reports/shop_currency.h"

namespace app {

base::Result<void> require_currency(db::Database& database, const Settings& settings) {
  auto current = database.read_blocking([](db::Tx& tx) { return shop::shop_currency(tx); });
  if (current != settings.currency) {
    current = database.transact_blocking(
        [&](db::Tx& tx) { return shop::take_currency(tx, settings.currency); });
  }
  if (current == settings.currency) {
    return {};
  }
  return base::invalid(fmt::format(
      "CURRENCY is {0}, but the prices, balances and deposits of this shop are in {1}. Set "
      "CURRENCY={1}; to sell in {0}, open another shop with a DATABASE_URL of its own.",
      settings.currency, current.value_or("")));
}

base::Result<std::unique_ptr<db::Database>> open_migrated(const Settings& settings,
                                                          base::Logger& logger) {
  auto database = db::open({.url = settings.database_url,
                            .connections = kCommandConnections,
                            .sqlite_cache_kb = kCommandCacheKb,
                            .answer_timeout = kNoAnswerTimeout},
                           logger);
  if (!database) {
    return database;
  }
  const auto status = db::migration_status(**database);
  if (!status) {
    return std::unexpected(status.error());
  }
  if (!std::ranges::all_of(*status, &db::MigrationStatus::applied)) {
    return base::fail(base::ErrorKind::conflict,
                      "The database is older than this program: run `kram migrate` first.");
  }
  if (auto same = require_currency(**database, settings); !same) {
    return std::unexpected(std::move(same.error()));
  }
  return database;
}

ExitCode with_database(Console& console, const std::function<ExitCode(db::Database&)>& work) {
  const auto settings = load_settings(console);
  if (!settings) {
    return report(console, settings.error());
  }
  base::Logger logger;
  const auto database = open_migrated(*settings, logger);
  if (!database) {
    return report(console, database.error());
  }
  return work(**database);
}

}  // namespace app
