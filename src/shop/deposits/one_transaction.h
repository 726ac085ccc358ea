// Deposits in coins of one transaction to one customer: people are told of them as of one deposit,
// however many outputs its sender made of it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "db/core/tx.h"
#include "shop/deposits/deposit.h"
#include "shop/money/ledger.h"

namespace shop {

// The customer and the transaction.
using TransactionOfCustomer = std::pair<std::int64_t, std::string>;
// REQUIRES: a deposit in coins.
TransactionOfCustomer transaction_of(const Deposit& deposit);

// Those of each transaction and customer as one, with the id of the first and the sums of all;
// while the worth of one is unknown, that of all is. REQUIRES: deposits in coins.
std::vector<Deposit> merged_by_transaction(const std::vector<Deposit>& deposits);

// The deposit together with those of its transaction that are as far as it is, under its id. One of
// another family is returned as it is.
Deposit with_its_transaction(db::Tx& tx, const Deposit& deposit);

// Of those with its transaction and customer; its own when it is of another family.
std::int64_t first_of_transaction(db::Tx& tx, const Deposit& deposit);

// Its worth is known, and is 0.00: nobody is told.
bool is_worthless(const Deposit& deposit);

// The customer's line of a deposit's transfer (find_movement), together with those which the other
// deposits of its transaction brought in the same moment, as one.
std::optional<Movement> find_deposit_movement(db::Tx& tx, std::int64_t transfer_id,
                                              std::int64_t user_id);

// That of the deposit's newest credit to its customer. REQUIRES: it was credited.
Movement credit_of(db::Tx& tx, const Deposit& deposit);

}  // namespace shop
