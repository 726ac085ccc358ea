// A migrated, empty database that lives as long as a test.
#pragma once

#include <memory>
#include <string>

#include "db/core/database.h"

namespace support {

// The destructor empties the database for another test (PostgresDatabases) or removes its file.
class FreshDatabase {
 public:
  explicit FreshDatabase(db::Engine engine);
  ~FreshDatabase();
  FreshDatabase(const FreshDatabase&) = delete;
  FreshDatabase& operator=(const FreshDatabase&) = delete;

  // Its DATABASE_URL; other processes may open it too.
  const std::string& url() const { return url_; }
  db::Database& database() { return *database_; }

  // Closes the connection, so that only the URL is left (a test that starts `kram` itself).
  void close() { database_.reset(); }

 private:
  db::Engine engine_;
  std::string name_;  // PostgreSQL: of the database; SQLite: the path
  std::string url_;
  std::unique_ptr<db::Database> database_;
};

// Makes a database; on PostgreSQL in the server that all tests of the process share.
std::unique_ptr<FreshDatabase> fresh_database(db::Engine engine);

}  // namespace support
