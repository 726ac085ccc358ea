// Migrated databases of the tests' PostgreSQL server.
#pragma once

#include <string>
#include <vector>

namespace support {

// Copying a database costs PostgreSQL more than most tests do, so a database that a test leaves
// with the schema it found is emptied but for what migrations inserted, and given to the next test.
// Not safe to share between threads.
class PostgresDatabases {
 public:
  // Those of PostgresServer::shared().
  static PostgresDatabases& shared();

  // The name of a migrated, empty database.
  std::string take();
  // Ends whoever is connected to it. REQUIRES: `name` was taken.
  void give_back(const std::string& name);

 private:
  PostgresDatabases();

  std::string template_;     // migrated, and never given away
  std::string fingerprint_;  // of its schema
  std::string seeds_;        // statements that insert the rows it has
  std::vector<std::string> spare_;
};

}  // namespace support
