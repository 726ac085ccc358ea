// A shop's process, from its start until its schedule is over or it is killed.
#pragma once

#include <array>
#include <cstdint>
#include <string>

#include "chain/keys/network.h"
#include "watcher/simulation/world.h"

namespace simulation {

// What outlives a process: it lies in memory that all processes of a schedule share. Plain data.
struct Memory {
  std::array<std::array<std::uint32_t, kMostOutputs>, kMostSteps> given;  // for each step
  std::size_t taken;                                                      // steps
  bool has_begun;                   // the shop follows the chain
  std::int64_t moments_left;        // until this process is killed (KilledDatabase)
  std::array<char, 2'000> verdict;  // of the last process: what is wrong; "": nothing
};

struct Plan {
  std::uint64_t seed = 0;
  std::string database_url;  // migrated
};

// Bitcoin's or Litecoin's, by the seed.
chain::Account account_of(const Plan& plan);

// Starts the shop, goes on with the schedule from where `memory` says that it is, and writes the
// verdict. REQUIRES: a process of its own.
void live(const Plan& plan, Memory& memory);

}  // namespace simulation
