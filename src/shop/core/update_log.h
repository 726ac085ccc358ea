// Which updates have had their effect.
#pragma once

#include <chrono>
#include <cstdint>

#include "base/clock.h"
#include "db/core/tx.h"

namespace shop {

// Telegram repeats an update for at most a day.
inline constexpr std::chrono::hours kUpdateMemory{48};

// False: the update was seen before, nothing may be done for it. Waits for another transaction that
// is handling the same update.
bool mark_update_seen(db::Tx& tx, std::int64_t update_id, base::Timestamp now);

// Forgets what is older than kUpdateMemory; returns how many updates that were.
std::int64_t forget_old_updates(db::Tx& tx, base::Timestamp now);

}  // namespace shop
