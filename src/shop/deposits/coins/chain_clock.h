// A coin's chain as a clock: what is newer than an address, and whether the shop's own clock is
// right.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>

#include "base/clock.h"
#include "db/core/tx.h"
#include "shop/deposits/coins/coin.h"

namespace shop {

// Miners' clocks may be that far off (Bitcoin Core: MAX_FUTURE_BLOCK_TIME).
inline constexpr std::chrono::hours kClockTolerance{2};
// How long after it was seen the tip is believed to be the tip.
inline constexpr std::chrono::minutes kTipLifetime{5};
// A node that was cut off brings old blocks too, but brings them at once.
inline constexpr std::chrono::minutes kClockPatience{10};

// The shop has every block of its backends. Written once a minute at most.
void note_at_tip(db::Tx& tx, Coin coin, base::Timestamp now);

// The newest block's height if the shop was at the tip a moment ago. An offset of its clock does no
// harm: the same clock has noted it.
std::optional<std::int64_t> height_at_tip(db::Tx& tx, Coin coin, base::Timestamp now);

enum class ClockChange { went_off, came_right };

// Compares the shop's clock with the time of a block that it has now got, before it is applied: one
// from the future is wrong at once, one that comes to the tip too late when it is not the only one
// for kClockPatience. What is returned is to be told.
std::optional<ClockChange> compare_clocks(db::Tx& tx, Coin coin, base::Timestamp block_time,
                                          base::Timestamp now);

// How far the shop's clock is ahead of the chain's, or behind it (negative); empty: it is right, as
// far as is known.
std::optional<std::chrono::seconds> clock_offset(db::Tx& tx, Coin coin);

}  // namespace shop
