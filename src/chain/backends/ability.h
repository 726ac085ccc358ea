// What is asked of a backend, and how it has done at each.
#pragma once

#include <array>
#include <boost/describe.hpp>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "base/clock.h"
#include "base/error.h"

namespace chain {

// The calls of Backend. Without the first four a backend cannot be followed; without the others it
// serves all the same.
enum class Ability : std::uint8_t {
  state,
  block_hash,
  header,
  block,
  mempool,       // the ids in it
  transactions,  // of the mempool
  waiting,       // for a tip
};
BOOST_DESCRIBE_ENUM(Ability, state, block_hash, header, block, mempool, transactions, waiting)

inline constexpr std::size_t kAbilities = 7;

// A header may be taken from its block.
constexpr bool is_needed(Ability ability) {
  return ability == Ability::state || ability == Ability::block_hash || ability == Ability::block;
}

// How one backend has done at one ability.
class AbilityRecord {
 public:
  void note_success() { *this = {}; }
  // `error` is none of not_found, which is no failure.
  void note_failure(const base::Error& error, base::Timestamp now);

  // Nothing while it works. When it failed the last time: failed_at().
  const std::optional<base::Error>& error() const { return error_; }
  bool is_refused() const { return error_ && error_->kind == base::ErrorKind::forbidden; }
  // Whether it may be asked now: after a refusal seldom, after other failures with pauses that grow
  // to minutes.
  bool is_due(base::Timestamp now) const;
  base::Timestamp failed_at() const { return failed_at_; }

 private:
  std::optional<base::Error> error_;
  int failures_ = 0;  // in a row
  base::Timestamp ask_at_{};
  base::Timestamp failed_at_{};
};

// Whether the time is over that ends at `end` and is no longer than `longest`. The clock may have
// been set back: what would last longer than that is over.
constexpr bool is_over(base::Timestamp end, base::Timestamp now,
                       base::Timestamp::duration longest) {
  return end <= now || end - now > longest;
}

}  // namespace chain
