// How often a backend may be asked.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "base/clock.h"

namespace chain {

// Blocks, headers and states come before the transactions in the mempool.
enum class Purpose : std::uint8_t { chain, mempool };

// Requests in a minute: a token bucket that holds a minute's worth, a quarter of it for the chain
// alone. A backend that says it is asked too often is left alone for a while, and has half the
// budget for the next hour.
class RequestBudget {
 public:
  // Nothing: as many as one likes, until the backend limits them.
  explicit RequestBudget(std::optional<int> per_minute) : usual_(per_minute), now_(per_minute) {}

  // Takes one request. Otherwise returns how long to wait until there is one.
  std::optional<std::chrono::microseconds> take(Purpose purpose, base::Timestamp now);

  // How many transactions of the mempool may be asked for now; nothing: any number.
  std::optional<std::size_t> left_for_mempool(base::Timestamp now) const;

  // The backend is not asked before this; nothing: it may be asked.
  std::optional<base::Timestamp> closed_until(base::Timestamp now) const;

  // It has said that it is asked too often; without `wait`, each pause is longer than the last.
  void note_limit(base::Timestamp now, std::optional<std::chrono::seconds> wait);
  // It has answered.
  void note_answer() { limits_in_a_row_ = 0; }

 private:
  std::chrono::microseconds spent(base::Timestamp now) const;
  std::chrono::microseconds interval() const;

  std::optional<int> usual_;
  std::optional<int> now_;
  base::Timestamp full_at_{};  // when the bucket is full again
  base::Timestamp closed_until_{};
  base::Timestamp limited_at_{};
  int limits_in_a_row_ = 0;
};

}  // namespace chain
