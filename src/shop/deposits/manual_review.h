// What administrators are told of manual deposits. Used inside shop/ only.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "base/clock.h"
#include "db/core/tx.h"
#include "shop/core/outbox.h"
#include "shop/deposits/deposit.h"

namespace shop {

// The row of a BLIK or bank deposit, locked.
std::optional<Deposit> lock_manual(db::Tx& tx, std::int64_t deposit_id);

// Sends `deposit_review` to each administrator but the customer himself.
void ask_administrators(db::Tx& tx, const Deposit& deposit,
                        std::span<const std::int64_t> administrators, base::Timestamp now);

// Sends the notice to everybody who was asked.
void tell_administrators(db::Tx& tx, const Deposit& deposit, NoticeKind kind, base::Timestamp now);

}  // namespace shop
