// Large deposits, of which owners and staff are told when they were credited.
#pragma once

#include <cstdint>
#include <span>

#include "base/clock.h"
#include "db/core/tx.h"

namespace shop {

// Whether a deposit of `large` or more was credited that was not announced.
bool has_large_deposits_to_announce(db::Tx& tx, base::Money large, base::Timestamp now);

// Raises `large_deposit` for each, once, also when two processes announce at once. Returns their
// number.
int announce_large_deposits(db::Tx& tx, std::span<const std::int64_t> owner_ids, base::Money large,
                            base::Timestamp now);

}  // namespace shop
