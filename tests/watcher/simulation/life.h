// One process of a shop, from its start until its schedule is over or it is killed.
#pragma once

#include <array>
#include <cstdint>
#include <string>

#include "chain/keys/network.h"
#include "watcher/simulation/world.h"

namespace simulation {

// State that outlives a process, in memory that all processes of a schedule share. Plain data.
struct Memory {
  std::array<std::array<std::uint32_t, kMaxOutputs>, kMaxSteps> given;  // for each step
  std::size_t taken;                                                    // steps
  bool has_begun;                   // the shop follows the chain
  std::int64_t moments_left;        // until this process is killed (KilledDatabase)
  std::array<char, 2'000> verdict;  // of the last process: the first fault, or ""
};

struct Plan {
  std::uint64_t seed = 0;
  std::string database_url;  // migrated
};

// Returns a Bitcoin or Litecoin account, by the seed.
chain::Account account_of(const Plan& plan);

// Starts the shop, continues the schedule from its place in `memory`, and writes the verdict.
// REQUIRES: a process of its own.
void live(const Plan& plan, Memory& memory);

}  // namespace simulation
