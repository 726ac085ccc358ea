// Which updates of long polling are in hand, done or must come again.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <vector>

namespace telegram {

// Telegram repeats updates from the offset of each request on, and forgets those below. So the
// offset is the oldest update that is not settled; those above it that are settled or in hand come
// again meanwhile and are passed over. Ids need not grow: Telegram begins a new series, which may
// be lower, after a week without updates (Bot API, Update). Not thread-safe.
class PollWindow {
 public:
  using Time = std::chrono::steady_clock::time_point;

  // What the next request asks from; none before the first update.
  std::optional<std::int64_t> offset() const;

  // Takes the ids of an answer: what it does not hold any more is confirmed. Returns those to be
  // handled now, in their order; they are in hand until settle() or put_off().
  std::vector<std::int64_t> take(const std::vector<std::int64_t>& ids, Time now);

  // REQUIRES: the update is in hand.
  void settle(std::int64_t id);
  void put_off(std::int64_t id, Time due);

  bool has_in_hand() const { return in_hand_ > 0; }
  // When the first of those that must come again may be taken; none: none must.
  std::optional<Time> due() const;
  // Everything that came is settled.
  bool is_settled() const { return in_hand_ == 0 && !due(); }

 private:
  enum class State { in_hand, put_off, settled };
  struct Entry {
    State state = State::in_hand;
    Time due{};
  };

  std::map<std::int64_t, Entry> entries_;  // of the last answer, and those in hand
  std::optional<std::int64_t> next_;       // what follows the last answer with updates
  std::size_t in_hand_ = 0;
};

}  // namespace telegram
