// Which coin deposits are worth how much, and are credited now. Used inside shop/ only; a watcher
// calls chain_deposit.h.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/clock.h"
#include "db/core/tx.h"
#include "shop/deposits/coins/coin.h"
#include "shop/deposits/coins/exchange_rate.h"
#include "shop/deposits/deposit.h"
#include "shop/deposits/notices.h"

namespace shop {

// The rate of first sight holds for a deposit that has its confirmations within that time.
inline constexpr std::chrono::hours kFirstRateLifetime{24};

// Says how many confirmations the deposits of these transactions will need, while they wait for a
// block; returns them.
std::vector<Deposit> set_needed_before_block(db::Tx& tx, Coin coin,
                                             const std::set<std::string>& txids,
                                             const DepositRules& rules);

// `deposit` with the worth by that rate; unchanged when the worth is out of Money's range.
Deposit priced(Deposit deposit, const ExchangeRate& rate);

struct Settled {
  std::vector<DepositCredit> credited;
  std::vector<Deposit> unconfirmed;  // in a block, but without their confirmations or a rate
};

// Credits every deposit that has its confirmations with `tip`, a rate, and, together with the
// customer's others that wait for it, the minimum. REQUIRES: the coin's cursor is locked.
Settled complete_confirmed(db::Tx& tx, Coin coin, std::int64_t tip, const DepositRules& rules,
                           base::Timestamp now);

// Credits what was kept below the minimum and has reached it, since the owner has lowered it.
// REQUIRES: as above.
std::vector<DepositCredit> complete_kept(db::Tx& tx, Coin coin, const DepositRules& rules,
                                         base::Timestamp now);

// Takes back what these brought. Each customer is told once of each transaction, and so is their
// referrer. REQUIRES: the rows are locked and completed.
void reverse_all(db::Tx& tx, const std::vector<Deposit>& deposits, base::Timestamp now);

// A notice for each transaction and customer, but none of what is worth nothing.
void tell_of_transactions(db::Tx& tx, DepositNoticeKind kind, const std::vector<Deposit>& deposits,
                          base::Timestamp now);

}  // namespace shop
