// Manual deposits that wait for an owner's decision: their list, reminders and expiry.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>

#include "base/clock.h"
#include "db/core/tx.h"
#include "shop/core/page.h"
#include "shop/deposits/deposit.h"

namespace shop {

inline constexpr std::chrono::hours kReviewReminder{24};
inline constexpr std::chrono::days kManualLifetime{7};

// Manual deposits that wait: oldest first, those that the customers say they have paid before
// others.
Slice<Deposit> pending_manual(db::Tx& tx, Page page);
std::int64_t count_pending_manual(db::Tx& tx);  // those that are submitted
// The customer's newest, submitted or not.
std::optional<Deposit> newest_pending_manual(db::Tx& tx, std::int64_t user_id);

// For the scheduler; each returns how many. A submitted deposit that nobody has decided for
// kReviewReminder: owners get `deposit_reminder`, once. One of which they were not told when it
// came, since its customer had submitted too many: `deposit_review`.
int remind_of_pending(db::Tx& tx, std::span<const std::int64_t> owner_ids, base::Timestamp now);
// Deposits older than kManualLifetime expire; customers and owners are told.
int expire_pending(db::Tx& tx, base::Timestamp now);

}  // namespace shop
