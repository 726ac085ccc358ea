// What must hold between the tables, as queries for the rows that break it. Each room tells what
// its own tables promise; reports/invariants.h lists those of all rooms.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace shop {

struct Invariant {
  std::string_view sentence;  // {0} is the row's id, {1} what it holds, {2} what it should hold
  std::string query;          // columns id, value, proper
  bool needs_now = false;     // $1 is the present time
};

using Invariants = std::vector<Invariant>;

// All of them in one list, in that order.
inline Invariants concatenated(std::initializer_list<Invariants> lists) {
  Invariants all;
  for (const auto& list : lists) {
    all.insert(all.end(), list.begin(), list.end());
  }
  return all;
}

}  // namespace shop
