// Tells the owners when a coin's chain stands still, why, and when it goes on.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <cstdint>
#include <optional>
#include <set>
#include <string>

#include "base/clock.h"
#include "base/log.h"
#include "chain/watcher/books.h"
#include "shop/deposits/alert.h"

namespace chain {

// What a look at the backends has come to.
struct Progress {
  bool is_at_tip = false;
  bool has_answer = true;   // of a backend that can be followed, or waited for
  bool is_stopped = false;  // each backend is on another chain, or lacks the shop's next block
  std::int64_t height = 0;  // of the shop
  std::string why;          // for the log, of the two above
};

// Three things end the watching of a chain: no backend works (told after half an hour), none has
// the shop's blocks (told when it is so three times), and nothing moves for long: neither a block
// comes nor does a download get on, which counts for a day without a block. Each is told once;
// their end is told once, when none of them lasts. A process that begins meanwhile tells neither
// again. Not thread-safe; what it refers to outlives it.
class Standstill {
 public:
  Standstill(Books& books, const base::Clock& clock, base::Logger& logger,
             std::chrono::seconds stall_after)
      : books_(books), clock_(clock), logger_(logger), stall_after_(stall_after) {}

  // A block was applied.
  void note_block() { has_applied_ = true; }
  // A download has got on.
  void note_step() { has_stepped_ = true; }

  // After each look at the backends. Throws db::Failure.
  boost::asio::awaitable<void> note(const Progress& progress);

  // Since when it has stood still, once that was told.
  std::optional<base::Timestamp> since() const { return since_; }

 private:
  boost::asio::awaitable<void> begin();
  bool has_moved();
  void note_ends(const Progress& progress);
  std::optional<shop::AlertKind> due() const;

  Books& books_;
  const base::Clock& clock_;
  base::Logger& logger_;
  std::chrono::seconds stall_after_;
  bool has_begun_ = false;
  bool has_applied_ = false;
  bool has_stepped_ = false;
  int stopped_rounds_ = 0;
  bool is_inherited_ = false;  // told by an earlier process
  base::Timestamp moved_at_{};
  base::Timestamp applied_at_{};
  std::optional<base::Timestamp> silent_since_;
  std::optional<base::Timestamp> since_;
  std::set<shop::AlertKind> told_;  // and not over
};

}  // namespace chain
