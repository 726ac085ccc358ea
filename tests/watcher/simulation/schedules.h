// Runs schedules, each in a sequence of processes that are killed.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace simulation {

// Provides each schedule with a migrated, empty database.
struct Place {
  std::function<std::string()> take;  // its URL
  std::function<void(const std::string& url)> give_back;
};

struct Report {
  std::vector<std::string> failures;  // a sentence each, with the seed
  std::int64_t schedules = 0;
  std::int64_t kills = 0;
};

// Runs as many at a time as the machine has processors. REQUIRES: the calling process has one
// thread.
Report run_schedules(std::uint64_t first_seed, std::uint64_t count, const Place& place);

// Runs one schedule again and again, its first process killed after 0, 1, 2 … moments, until that
// process ends before it is killed.
Report kill_at_each_moment(std::uint64_t seed, const Place& place);

}  // namespace simulation
