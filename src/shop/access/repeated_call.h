// Requests that a program may send twice without doing a thing twice.
#pragma once

#include <boost/describe.hpp>
#include <chrono>
#include <cstdint>
#include <expected>
#include <functional>
#include <optional>
#include <string>

#include "base/clock.h"
#include "db/core/tx.h"

namespace shop {

// A key is remembered for so long.
inline constexpr std::chrono::days kCallMemory{7};

struct RepeatableCall {
  std::string caller;   // whose keys they are: an Actor as text
  std::string key;      // "" for a call that may not be repeated
  std::string request;  // a digest of all that was asked for
};

// The key is another request's.
struct CallConflict {};

// Claims the key, in the transaction of the change: of two at the same time the second waits for
// the first, and when that is rolled back, nothing is claimed. Returns the first answer when there
// is one.
std::expected<std::optional<std::string>, CallConflict> begin_call(db::Tx& tx,
                                                                   const RepeatableCall& call,
                                                                   base::Timestamp now);
// Remembers the answer. REQUIRES: begin_call returned none.
void end_call(db::Tx& tx, const RepeatableCall& call, std::string answer);

// Forgets what is older than kCallMemory. Returns how many.
std::int64_t forget_old_calls(db::Tx& tx, base::Timestamp now);

}  // namespace shop
