// Bans, as an owner decides them.
#pragma once

#include <cstdint>

#include "db/core/tx.h"

namespace shop {

// Returns false when there is no such customer.
bool set_banned(db::Tx& tx, std::int64_t user_id, bool banned);

}  // namespace shop
