// Which coin deposits are worth how much, and are credited now. Used inside shop/ only; a watcher
// calls chain_deposit.h.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <vector>

#include "base/clock.h"
#include "db/core/tx.h"
#include "shop/deposits/coins/coin.h"
#include "shop/deposits/coins/exchange_rate.h"
#include "shop/deposits/deposit.h"

namespace shop {

// The rate of first sight holds for a deposit that has its confirmations within that time.
inline constexpr std::chrono::hours kFirstRateLifetime{24};

// How many confirmations a deposit of that worth needs; at least one.
int confirmations_for(const DepositRules& rules, base::Money worth);

// The same for a deposit that is seen now: by a rate however old; without any, the most.
int confirmations_at_sight(db::Tx& tx, Coin coin, std::int64_t amount_sat,
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

// Locks the deposits' customers and their referrers, so that any number of deposits can be credited
// or taken back.
void lock_everyone(db::Tx& tx, const std::vector<Deposit>& deposits);

}  // namespace shop
