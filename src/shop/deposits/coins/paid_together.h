// How many confirmations deposits in coins need. Used inside shop/ only.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/money.h"
#include "db/core/tx.h"
#include "shop/deposits/coins/coin.h"
#include "shop/deposits/coins/exchange_rate.h"
#include "shop/deposits/deposit.h"

namespace shop {

// What a customer is paid in one block, or before there is a block in one transaction: the rule by
// amount goes by all of it, so that a payment in twenty parts waits as long as one in one piece.
// Parts that are credited already count too; of an unknown worth, the most are asked for.
class PaidTogether {
 public:
  // What is final in the blocks in which `deposits` are.
  static PaidTogether in_blocks(db::Tx& tx, Coin coin, const std::vector<Deposit>& deposits);

  // Counts a deposit that has not its final worth yet; empty: it is unknown.
  void add(const Deposit& deposit, std::optional<base::Money> worth);

  // At least what the deposit's kind of output needs.
  int confirmations_for(const Deposit& deposit, const DepositRules& rules) const;

 private:
  using Place = std::pair<std::int64_t, std::string>;  // a customer, and a block or a transaction

  static Place place_of(const Deposit& deposit);

  std::map<Place, std::int64_t> hundredths_;  // at most Money's largest
};

// How many confirmations an amount of that worth needs; at least one.
int confirmations_for(const DepositRules& rules, base::Money worth);

// The worth that the deposit has, or by that rate would have, however old it is; empty: unknown.
std::optional<base::Money> likely_worth(const Deposit& deposit,
                                        const std::optional<ExchangeRate>& rate);

}  // namespace shop
