// Which updates have been handled.
#pragma once

#include <chrono>
#include <cstdint>

#include "base/clock.h"
#include "db/core/tx.h"

namespace shop {

// How long an update is remembered; Telegram repeats one for at most a day.
inline constexpr std::chrono::hours kUpdateMemory{48};

// Returns false when the update was seen before and must not be handled. Waits for another
// transaction that is handling the same update.
bool mark_update_seen(db::Tx& tx, std::int64_t update_id, base::Timestamp now);

// Forgets updates older than kUpdateMemory; returns how many.
std::int64_t forget_old_updates(db::Tx& tx, base::Timestamp now);

}  // namespace shop
