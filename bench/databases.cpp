#include "bench/databases.h"

#include <stdexcept>
#include <string_view>

#include <fmt/format.h>
#include <libpq-fe.h>

#include "base/clock.h"
#include "base/log.h"
#include "db/migrations/migrations.h"
#include "db/open.h"

namespace bench {
namespace {

constexpr std::string_view kSqlite = "sqlite:";
constexpr std::chrono::milliseconds kForEver{0};

// Returns "test3" for "postgresql://postgres@/test3?host=…".
std::string name_of(std::string_view url) {
  const auto begin = url.find('/', url.find("//") + 2) + 1;
  return std::string(url.substr(begin, url.find('?') - begin));
}

void migrate(db::Database& database) {
  if (const auto migrated = db::migrate(database, base::SystemClock()); !migrated) {
    throw std::runtime_error(migrated.error().message);
  }
}

}  // namespace

std::unique_ptr<db::Database> open(const std::string& url,
                                   std::chrono::milliseconds answer_timeout) {
  static base::Logger logger;
  auto opened = db::open({.url = url, .answer_timeout = answer_timeout}, logger);
  if (!opened) {
    throw std::runtime_error(opened.error().message);
  }
  return std::move(*opened);
}

std::string Databases::create(db::Engine engine, const Stock& stock) {
  const bool is_postgres = engine == db::Engine::postgres;
  const auto url = is_postgres
                       ? postgres_.url(postgres_.create_database())
                       : fmt::format("sqlite:{}/{}.db", directory_.path().native(), ++files_);
  {
    // A statement that inserts a million rows takes its time.
    const auto database = open(url, kForEver);
    migrate(*database);
    fill(*database, stock);
  }
  if (is_postgres) {
    run_on_postgres(url, "VACUUM (ANALYZE)");
    run_on_postgres(url, "CHECKPOINT");
  }
  return url;
}

std::string Databases::copy(const std::string& url) {
  if (url.starts_with(kSqlite)) {
    const auto file = fmt::format("{}/{}.db", directory_.path().native(), ++files_);
    std::filesystem::copy_file(url.substr(kSqlite.size()), file);
    return std::string(kSqlite) + file;
  }
  auto copied = postgres_.url(postgres_.create_database(name_of(url)));
  run_on_postgres(copied, "CHECKPOINT");
  return copied;
}

void Databases::remove(const std::string& url) {
  if (!url.starts_with(kSqlite)) {
    postgres_.drop_database(name_of(url));
    return;
  }
  for (const auto* suffix : {"", "-wal", "-shm"}) {
    std::error_code ignored;
    std::filesystem::remove(url.substr(kSqlite.size()) + suffix, ignored);
  }
}

void run_on_postgres(const std::string& url, const std::string& sql) {
  const std::unique_ptr<PGconn, decltype(&PQfinish)> connection(PQconnectdb(url.c_str()), PQfinish);
  const std::unique_ptr<PGresult, decltype(&PQclear)> result(PQexec(connection.get(), sql.c_str()),
                                                             PQclear);
  if (PQresultStatus(result.get()) != PGRES_COMMAND_OK) {
    throw std::runtime_error(PQerrorMessage(connection.get()));
  }
}

}  // namespace bench
