// Runs pgbench, PostgreSQL's load generator.
#pragma once

#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

namespace bench {

struct PgbenchRun {
  std::string url;
  std::filesystem::path script;
  std::vector<std::string> variables;  // "name=value"
  int clients = 1;
  std::chrono::seconds warm_up{2};
  std::chrono::seconds time{6};
  std::filesystem::path log;
};

// Returns runs of the script a second, with prepared statements, after the warm-up. Throws
// std::runtime_error when one fails.
double pgbench(const PgbenchRun& run);

}  // namespace bench
