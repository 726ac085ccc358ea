// How the ledger's lines are written. Used inside shop/ only; others call `post`.
#pragma once

#include <cstdint>
#include <map>
#include <span>

#include "base/clock.h"
#include "db/core/tx.h"
#include "shop/money/ledger.h"

namespace shop {

using Balances = std::map<std::int64_t, base::Money>;  // by customer

// Locks the customers in the order of their ids, as post does, before several transfers that name
// them: two transactions then wait for each other in one direction only.
void lock_customers(db::Tx& tx, std::span<const std::int64_t> ids);

// Writes the lines of the transfer that stands under `transfer.key`, and the new balances.
// REQUIRES: the customers' rows are locked and `balances` holds what they had.
void write_lines(db::Tx& tx, const Transfer& transfer, const Balances& balances);

}  // namespace shop
