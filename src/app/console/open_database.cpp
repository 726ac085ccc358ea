#include "app/console/open_database.h"

#include <algorithm>

namespace app {

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
