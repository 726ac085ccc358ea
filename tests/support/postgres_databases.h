// A pool of migrated databases on the tests' PostgreSQL server.
#pragma once

#include <string>
#include <vector>

namespace support {

// Copying a database takes longer than most tests, so a database whose schema a test left unchanged
// is emptied except for the rows of the migrations and given to the next test. Not safe to share
// between threads.
class PostgresDatabases {
 public:
  // The pool of PostgresServer::shared().
  static PostgresDatabases& shared();

  // Returns the name of a migrated, empty database.
  std::string take();
  // Ends all connections to it. REQUIRES: `name` was taken.
  void give_back(const std::string& name);

 private:
  PostgresDatabases();

  std::string template_;     // migrated, and never given away
  std::string fingerprint_;  // of its schema
  std::string seeds_;        // statements that insert the rows it has
  std::vector<std::string> spare_;
};

}  // namespace support
