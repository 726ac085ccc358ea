#include "support/migrate.h"

#include <stdexcept>

#include "db/migrations/migrations.h"
#include "db/open.h"

namespace support {

std::unique_ptr<db::Database> open(const std::string& url, int connections) {
  static base::Logger logger;
  auto opened = db::open({.url = url, .connections = connections}, logger);
  if (!opened) {
    throw std::runtime_error(opened.error().message);
  }
  return std::move(*opened);
}

void migrate(const std::string& url) {
  const auto database = open(url, /*connections=*/1);
  if (const auto migrated = db::migrate(*database, base::SystemClock()); !migrated) {
    throw std::runtime_error(migrated.error().message);
  }
}

}  // namespace support
