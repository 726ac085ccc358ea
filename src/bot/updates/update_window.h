// Detects repeated updates.
#pragma once

#include <cstdint>
#include <unordered_set>
#include <vector>

#include "base/clock.h"

namespace bot {

// Remembers the ids of the last `capacity` updates. The usual repeat, right after the first, costs
// no transaction; the rest is caught by shop::mark_update_seen. After a pause in which Telegram may
// have begun a new series of ids, it forgets all. Not safe to share between threads.
class UpdateWindow {
 public:
  explicit UpdateWindow(std::size_t capacity = 4'096) : capacity_(capacity) {}

  // False when the id is remembered.
  bool add(std::int64_t update_id, base::Timestamp now);
  // As if it had not come.
  void forget(std::int64_t update_id) { ids_.erase(update_id); }

 private:
  std::size_t capacity_;
  base::Timestamp last_at_{};
  std::vector<std::int64_t> ring_;
  std::size_t oldest_ = 0;
  std::unordered_set<std::int64_t> ids_;
};

}  // namespace bot
