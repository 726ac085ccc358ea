// Databases to measure on: a PostgreSQL server of the suite's own with default settings, and SQLite
// files.
#pragma once

#include <chrono>
#include <filesystem>
#include <memory>
#include <string>

#include "bench/stock.h"
#include "db/core/database.h"
#include "db/core/open_options.h"
#include "support/postgres_server.h"
#include "support/temporary_directory.h"

namespace bench {

// `answer_timeout`: as db::OpenOptions.
std::unique_ptr<db::Database> open(
    const std::string& url,
    std::chrono::milliseconds answer_timeout = db::OpenOptions().answer_timeout);

class Databases {
 public:
  // Creates a database with the schema and the stock, vacuumed and analysed. Returns its
  // DATABASE_URL.
  std::string create(db::Engine engine, const Stock& stock);
  // Copies a database. REQUIRES: nobody is connected to `url`, which create() returned.
  std::string copy(const std::string& url);
  void remove(const std::string& url);

  // For logs and other files.
  const std::filesystem::path& directory() const { return directory_.path(); }

 private:
  support::TemporaryDirectory directory_;
  support::PostgresServer postgres_{support::PostgresServer::Durability::full};
  int files_ = 0;
};

// Runs one statement outside a transaction.
void run_on_postgres(const std::string& url, const std::string& sql);

}  // namespace bench
