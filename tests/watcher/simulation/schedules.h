// Runs schedules, each in processes of its own that are killed.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace simulation {

// A database of a schedule's own, migrated and empty.
struct Place {
  std::function<std::string()> take;  // its URL
  std::function<void(const std::string& url)> give_back;
};

struct Report {
  std::vector<std::string> failures;  // a sentence each, with the seed
  std::int64_t schedules = 0;
  std::int64_t kills = 0;
};

// As many at a time as the machine has processors. REQUIRES: the calling process has one thread.
Report run_schedules(std::uint64_t first_seed, std::uint64_t count, const Place& place);

// One schedule, whose first process is killed after each number of moments in turn, until it ends
// before that.
Report kill_at_each_moment(std::uint64_t seed, const Place& place);

}  // namespace simulation
