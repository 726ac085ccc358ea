#include "shop/deposits/coins/chain_settlement.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "db/core/columns.h"
#include "shop/core/enum_text.h"
#include "shop/core/sql.h"
#include "shop/deposits/coins/paid_together.h"
#include "shop/deposits/deposit_row.h"
#include "shop/deposits/one_transaction.h"
#include "shop/money/ledger.h"

namespace shop {
namespace {

// What one round of settlement goes by.
struct Round {
  std::int64_t tip = 0;
  std::optional<ExchangeRate> rate;
  const DepositRules& rules;
  base::Timestamp now;
};

using ByCustomer = std::map<std::int64_t, std::vector<Deposit>>;

// A rate that was read later is that of a completion which a reorganisation undid.
bool keeps_first_rate(const Deposit& deposit, base::Timestamp now) {
  const auto& chain = deposit.chain();
  return chain.rate && chain.rate_at <= deposit.created_at &&
         now - deposit.created_at <= kFirstRateLifetime;
}

// With the worth that it has now, if there is a rate to tell.
Deposit valued(const Deposit& deposit, const Round& round) {
  if (keeps_first_rate(deposit, round.now)) {
    return deposit;
  }
  auto unknown = deposit;
  unknown.chain().rate.reset();
  return round.rate ? priced(std::move(unknown), *round.rate) : unknown;
}

void store_needed(db::Tx& tx, Deposit& deposit, int needed) {
  if (std::exchange(deposit.chain().confirmations_needed, needed) != needed) {
    tx.execute_later("UPDATE deposits SET confirmations_needed = $2 WHERE id = $1", deposit.id,
                     needed);
  }
}

void store_confirmed(db::Tx& tx, const Deposit& deposit) {
  const auto& chain = deposit.chain();
  tx.execute_later(
      "UPDATE deposits SET amount = $2, rate = $3, rate_source = $4, rate_at = $5, "
      "confirmed_at = $6 WHERE id = $1",
      deposit.id, deposit.amount, chain.rate, chain.rate_source, chain.rate_at, chain.confirmed_at);
}

// Stores the deposit's final worth when it has its confirmations and a rate; else empty.
std::optional<Deposit> confirm(db::Tx& tx, const Deposit& deposit, const Round& round) {
  const auto& chain = deposit.chain();
  if (round.tip - chain.block_height.value() + 1 < chain.confirmations_needed) {
    return std::nullopt;
  }
  auto final = valued(deposit, round);
  if (!final.chain().rate) {
    return std::nullopt;
  }
  final.chain().confirmed_at = round.now;
  store_confirmed(tx, final);
  return final;
}

// How many confirmations each needs by now, with all that its customer is paid beside it.
void set_needed(db::Tx& tx, Coin coin, std::vector<Deposit>& deposits, const Round& round) {
  auto paid = PaidTogether::in_blocks(tx, coin, deposits);
  const auto any_rate = latest_rate(tx, coin);
  for (const auto& deposit : deposits) {
    paid.add(deposit, likely_worth(valued(deposit, round), any_rate));
  }
  for (auto& deposit : deposits) {
    store_needed(tx, deposit, paid.confirmations_for(deposit, round.rules));
  }
}

std::vector<Deposit> unconfirmed_deposits(db::Tx& tx, Coin coin) {
  return all_deposits(
      tx,
      fmt::format("SELECT {} FROM deposits WHERE method = $1 AND status = 'pending' "
                  "AND block_height IS NOT NULL AND confirmed_at IS NULL ORDER BY id{}",
                  db::columns<DepositRow>(), tx.for_update()),
      method_of(coin));
}

// Those of some transactions that wait for a block.
std::vector<Deposit> waiting_deposits(db::Tx& tx, Coin coin, const std::set<std::string>& txids) {
  std::vector<Deposit> waiting;
  for (const auto& txid : txids) {
    std::ranges::move(
        all_deposits(tx,
                     fmt::format("SELECT {} FROM deposits WHERE method = $1 AND tx_hash = $2 "
                                 "AND status = 'pending' AND block_height IS NULL ORDER BY id{}",
                                 db::columns<DepositRow>(), tx.for_update()),
                     method_of(coin), txid),
        std::back_inserter(waiting));
  }
  return waiting;
}

// Confirms what it can, and takes it out of `deposits`.
ByCustomer confirm_all(db::Tx& tx, std::vector<Deposit>& deposits, const Round& round) {
  ByCustomer by_customer;
  std::erase_if(deposits, [&](const Deposit& deposit) {
    auto final = confirm(tx, deposit, round);
    if (!final) {
      return false;
    }
    by_customer[deposit.user_id].push_back(*std::move(final));
    return true;
  });
  return by_customer;
}

// Everything of the customer that is confirmed and not credited.
std::vector<Deposit> kept_deposits(db::Tx& tx, Coin coin, std::int64_t user_id) {
  return all_deposits(
      tx,
      fmt::format("SELECT {} FROM deposits WHERE user_id = $1 AND status = 'pending' "
                  "AND method = $2 AND confirmed_at IS NOT NULL AND amount > $3 ORDER BY id{}",
                  db::columns<DepositRow>(), tx.for_update()),
      user_id, method_of(coin), base::Money());
}

bool reaches(const std::vector<Deposit>& deposits, base::Money min) {
  std::int64_t hundredths = 0;
  for (const auto& deposit : deposits) {
    hundredths += deposit.amount.hundredths();
    if (hundredths >= min.hundredths()) {
      return true;
    }
  }
  return false;
}

// What is told of a transaction to a customer and their referrer: by the first of what happened to
// each of its deposits, and the first commission among them.
template <class Event>
std::vector<Event> told_once(const std::vector<std::pair<TransactionOfCustomer, Event>>& events) {
  std::vector<Event> told;
  std::map<TransactionOfCustomer, std::size_t> places;
  for (const auto& [transaction, event] : events) {
    const auto [place, is_new] = places.try_emplace(transaction, told.size());
    if (is_new) {
      told.push_back(event);
    } else if (auto& first = told[place->second]; !first.commission_transfer_id) {
      first.referrer_id = event.referrer_id;
      first.commission_transfer_id = event.commission_transfer_id;
    }
  }
  return told;
}

// So that any number of deposits can be credited or taken back, also from their referrers.
void lock_everyone(db::Tx& tx, const std::vector<Deposit>& deposits) {
  if (deposits.empty() || tx.engine() == db::Engine::sqlite) {
    return;
  }
  std::set<std::int64_t> ids;
  for (const auto& deposit : deposits) {
    ids.insert(deposit.user_id);
  }
  const std::vector customers(ids.begin(), ids.end());
  for (const auto referrer :
       tx.all<std::int64_t>(fmt::format("SELECT referrer_id FROM users WHERE id {} "
                                        "AND referrer_id IS NOT NULL",
                                        sql::in_ids(tx)),
                            sql::ids_text(tx, customers))) {
    ids.insert(referrer);
  }
  lock_customers(tx, std::vector(ids.begin(), ids.end()));
}

std::vector<DepositCredit> complete_all(db::Tx& tx, const std::vector<Deposit>& due,
                                        const DepositRules& rules, base::Timestamp now) {
  lock_everyone(tx, due);
  std::vector<DepositCredit> credited;
  std::vector<std::pair<TransactionOfCustomer, DepositCredit>> events;
  for (const auto& deposit : due) {
    if (auto credit = credit_deposit(tx, deposit, rules.commission, Actor::chain(), now)) {
      events.emplace_back(transaction_of(deposit), *credit);
      credited.push_back(*std::move(credit));
    }
  }
  for (const auto& credit : told_once(events)) {
    tell_credited(tx, credit, now);
  }
  return credited;
}

}  // namespace

std::vector<Deposit> set_needed_before_block(db::Tx& tx, Coin coin,
                                             const std::set<std::string>& txids,
                                             const DepositRules& rules) {
  auto deposits = waiting_deposits(tx, coin, txids);
  const auto rate = latest_rate(tx, coin);
  PaidTogether paid;
  for (const auto& deposit : deposits) {
    paid.add(deposit, likely_worth(deposit, rate));
  }
  for (auto& deposit : deposits) {
    store_needed(tx, deposit, paid.confirmations_for(deposit, rules));
  }
  return deposits;
}

Deposit priced(Deposit deposit, const ExchangeRate& rate) {
  auto& chain = deposit.chain();
  if (is_worth_in_range(chain.amount_sat, rate.price)) {
    deposit.amount = worth_of(chain.amount_sat, rate.price);
    chain.rate = rate.price;
    chain.rate_source = rate.source;
    chain.rate_at = rate.read_at;
  }
  return deposit;
}

void reverse_all(db::Tx& tx, const std::vector<Deposit>& deposits, base::Timestamp now) {
  lock_everyone(tx, deposits);
  std::vector<std::pair<TransactionOfCustomer, DepositReversal>> events;
  for (const auto& deposit : deposits) {
    events.emplace_back(transaction_of(deposit),
                        take_deposit_back(tx, deposit, Actor::chain(), now));
  }
  for (const auto& reversal : told_once(events)) {
    tell_reversed(tx, reversal, now);
  }
}

void tell_of_transactions(db::Tx& tx, DepositNoticeKind kind, const std::vector<Deposit>& deposits,
                          base::Timestamp now) {
  for (const auto& whole : merged_by_transaction(deposits)) {
    if (!is_worthless(whole)) {
      enqueue(tx, kind, whole.user_id, {whole.id}, now);
    }
  }
}

Settled complete_confirmed(db::Tx& tx, Coin coin, std::int64_t tip, const DepositRules& rules,
                           base::Timestamp now) {
  Settled settled{.credited = {}, .unconfirmed = unconfirmed_deposits(tx, coin)};
  if (settled.unconfirmed.empty()) {
    return settled;
  }
  const Round round{.tip = tip, .rate = fresh_rate(tx, coin, now), .rules = rules, .now = now};
  set_needed(tx, coin, settled.unconfirmed, round);
  std::vector<Deposit> due;
  for (const auto& [user_id, fresh] : confirm_all(tx, settled.unconfirmed, round)) {
    const auto kept = kept_deposits(tx, coin, user_id);
    if (!kept.empty() && reaches(kept, rules.min)) {
      due.insert(due.end(), kept.begin(), kept.end());
    } else {
      tell_of_transactions(tx, kDepositTooSmall, fresh, now);
    }
  }
  settled.credited = complete_all(tx, due, rules, now);
  return settled;
}

std::vector<DepositCredit> complete_kept(db::Tx& tx, Coin coin, const DepositRules& rules,
                                         base::Timestamp now) {
  std::vector<Deposit> due;
  for (const auto user_id :
       tx.all<std::int64_t>("SELECT user_id FROM deposits WHERE method = $1 AND status = 'pending' "
                            "AND confirmed_at IS NOT NULL AND amount > $2 "
                            "GROUP BY user_id HAVING sum(amount) >= $3 ORDER BY user_id",
                            method_of(coin), base::Money(), rules.min)) {
    std::ranges::move(kept_deposits(tx, coin, user_id), std::back_inserter(due));
  }
  return complete_all(tx, due, rules, now);
}

}  // namespace shop
