#include "shop/deposits/coins/paid_together.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "db/core/columns.h"
#include "shop/core/enum_text.h"
#include "shop/core/sql.h"
#include "shop/deposits/deposit_row.h"

namespace shop {

PaidTogether PaidTogether::in_blocks(db::Tx& tx, Coin coin, const std::vector<Deposit>& deposits) {
  std::set<std::int64_t> heights;
  for (const auto& deposit : deposits) {
    heights.insert(deposit.chain().block_height.value());
  }
  PaidTogether paid;
  const std::vector places(heights.begin(), heights.end());
  for (const auto& final :
       all_deposits(tx,
                    fmt::format("SELECT {} FROM deposits WHERE block_height {} AND method = $2 "
                                "AND (status = 'completed' "
                                "OR (status = 'pending' AND confirmed_at IS NOT NULL))",
                                db::columns<DepositRow>(), sql::in_ids(tx)),
                    sql::ids_text(tx, places), method_of(coin))) {
    paid.add(final, final.amount);
  }
  return paid;
}

void PaidTogether::add(const Deposit& deposit, std::optional<base::Money> worth) {
  constexpr auto kMost = base::Money::max_hundredths;
  auto& sum = hundredths_[place_of(deposit)];
  sum = std::min(kMost, sum + (worth ? worth->hundredths() : kMost));
}

int PaidTogether::confirmations_for(const Deposit& deposit, const DepositRules& rules) const {
  const auto sum = hundredths_.find(place_of(deposit));
  const auto worth = base::Money::hundredths(sum == hundredths_.end() ? 0 : sum->second);
  return std::max(deposit.chain().min_confirmations, shop::confirmations_for(rules, worth));
}

PaidTogether::Place PaidTogether::place_of(const Deposit& deposit) {
  const auto& chain = deposit.chain();
  return {deposit.user_id,
          chain.block_height ? std::to_string(*chain.block_height) : "in " + chain.txid};
}

int confirmations_for(const DepositRules& rules, base::Money worth) {
  int needed = 1;
  for (const auto& rule : rules.confirmations) {
    if (rule.from <= worth) {
      needed = std::max(1, rule.confirmations);
    }
  }
  return needed;
}

std::optional<base::Money> likely_worth(const Deposit& deposit,
                                        const std::optional<ExchangeRate>& rate) {
  const auto& chain = deposit.chain();
  if (chain.rate) {
    return deposit.amount;
  }
  return rate && is_worth_in_range(chain.amount_sat, rate->price)
             ? std::optional(worth_of(chain.amount_sat, rate->price))
             : std::nullopt;
}

}  // namespace shop
