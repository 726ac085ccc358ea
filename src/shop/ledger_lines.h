// How the ledger's lines are written. Used inside shop/ only; others call `post`.
#pragma once

#include <cstdint>
#include <map>

#include "base/clock.h"
#include "db/tx.h"
#include "shop/ledger.h"

namespace shop {

using Balances = std::map<std::int64_t, base::Money>;  // by customer

// Writes the lines of the transfer that stands under `transfer.key`, and the new balances.
// REQUIRES: the customers' rows are locked and `balances` holds what they had.
void write_lines(db::Tx& tx, const Transfer& transfer, const Balances& balances);

}  // namespace shop
