// Invariants of the tables, as queries for the rows that break them. Each room defines those of its
// own tables; reports/invariants.h lists those of all rooms.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace shop {

struct Invariant {
  std::string_view sentence;  // {0}: the row's id, {1}: its value, {2}: the right value
  std::string query;          // columns id, value, proper
  bool needs_now = false;     // $1 is the current time
};

using Invariants = std::vector<Invariant>;

inline Invariants concatenated(std::initializer_list<Invariants> lists) {
  Invariants all;
  for (const auto& list : lists) {
    all.insert(all.end(), list.begin(), list.end());
  }
  return all;
}

}  // namespace shop
