#include "support/fresh_database.h"

#include <filesystem>

#include <fmt/format.h>

#include "support/migrate.h"
#include "support/postgres_databases.h"
#include "support/postgres_server.h"
#include "support/temporary_directory.h"

namespace support {
namespace {

const std::filesystem::path& sqlite_directory() {
  static const TemporaryDirectory directory;
  return directory.path();
}

// The path of a database that is migrated once per process and then copied.
const std::filesystem::path& sqlite_template() {
  static const std::filesystem::path path = [] {
    auto file = sqlite_directory() / "template.db";
    migrate(fmt::format("sqlite:{}", file.native()));
    return file;
  }();
  return path;
}

std::string create_sqlite() {
  static int count = 0;
  const auto file = sqlite_directory() / fmt::format("test{}.db", ++count);
  std::filesystem::copy_file(sqlite_template(), file);
  return file;
}

}  // namespace

FreshDatabase::FreshDatabase(db::Engine engine)
    : engine_(engine),
      name_(engine == db::Engine::postgres ? PostgresDatabases::shared().take() : create_sqlite()),
      url_(engine == db::Engine::postgres ? PostgresServer::shared().url(name_)
                                          : fmt::format("sqlite:{}", name_)),
      database_(open(url_)) {}

FreshDatabase::~FreshDatabase() {
  database_.reset();
  if (engine_ == db::Engine::postgres) {
    PostgresDatabases::shared().give_back(name_);
    return;
  }
  for (const auto* suffix : {"", "-wal", "-shm"}) {
    std::error_code ignored;
    std::filesystem::remove(name_ + suffix, ignored);
  }
}

std::unique_ptr<FreshDatabase> fresh_database(db::Engine engine) {
  return std::make_unique<FreshDatabase>(engine);
}

}  // namespace support
