// What must hold between the tables, as queries for the rows that break it. Used inside shop/ only.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "db/core/value.h"

namespace shop {

struct Invariant {
  std::string_view sentence;  // {0} is the row's id, {1} what it holds, {2} what it should hold
  std::string query;          // columns id, value, proper
  bool needs_now = false;     // $1 is the present time
};

std::vector<Invariant> invariants(db::Engine engine);

// Those of deposits and their addresses, which `invariants` has too.
void add_deposits(std::vector<Invariant>& list);

}  // namespace shop
