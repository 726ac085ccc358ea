// What owners are told of manual deposits. Used inside shop/ only.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "base/clock.h"
#include "db/core/tx.h"
#include "shop/deposits/deposit.h"
#include "shop/deposits/notices.h"

namespace shop {

// The row of a BLIK or bank deposit, locked.
std::optional<Deposit> lock_manual(db::Tx& tx, std::int64_t deposit_id);

// Of how many deposits of one customer owners are told within an hour; the others wait in the list,
// and are told of by remind_of_pending when the hour is over.
inline constexpr int kMaxReviewsAnHour = 3;

// Sends `deposit_review` to everybody who hears of waiting deposits but the customer, unless it is
// one too many. When nobody does, it waits in the list, which the panel counts.
void ask_owners(db::Tx& tx, const Deposit& deposit, std::span<const std::int64_t> owner_ids,
                base::Timestamp now);

// Takes back what owners were to be asked; those who were asked already get `deposit_decided`.
void withdraw_reviews(db::Tx& tx, const Deposit& deposit, base::Timestamp now);

// Sends the notice to everybody who was asked.
void tell_owners(db::Tx& tx, const Deposit& deposit, DepositNoticeKind kind, base::Timestamp now);

}  // namespace shop
