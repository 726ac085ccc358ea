#include "shop/deposits/one_transaction.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "base/check.h"
#include "db/core/columns.h"
#include "shop/core/enum_text.h"
#include "shop/deposits/deposit_row.h"

namespace shop {
namespace {

// A customer's line of a transfer.
struct LineOfTransfer {
  base::Money amount;
  base::Money balance_after;
};
BOOST_DESCRIBE_STRUCT(LineOfTransfer, (), (amount, balance_after))

bool has_known_worth(const Deposit& deposit) { return deposit.chain().rate.has_value(); }

std::int64_t hundredths_together(const Deposit& a, const Deposit& b) {
  return a.amount.hundredths() + b.amount.hundredths();
}

void add_to(Deposit& whole, const Deposit& part) {
  auto& chain = whole.chain();
  chain.amount_sat += part.chain().amount_sat;
  chain.confirmations_needed =
      std::max(chain.confirmations_needed, part.chain().confirmations_needed);
  if (has_known_worth(whole) && has_known_worth(part) &&
      hundredths_together(whole, part) <= base::Money::max_hundredths) {
    whole.amount += part.amount;
  } else {
    whole.amount = base::Money();
    chain.rate.reset();
  }
}

bool is_as_far(const Deposit& a, const Deposit& b) {
  return a.status == b.status &&
         (a.status != DepositStatus::pending ||
          a.chain().confirmed_at.has_value() == b.chain().confirmed_at.has_value());
}

bool is_in_coins(const Deposit& deposit) {
  return family_of(deposit.method) == DepositFamily::chain;
}

}  // namespace

TransactionOfCustomer transaction_of(const Deposit& deposit) {
  return {deposit.user_id, deposit.chain().txid};
}

std::vector<Deposit> merged_by_transaction(const std::vector<Deposit>& deposits) {
  std::vector<Deposit> merged;
  std::map<TransactionOfCustomer, std::size_t> places;
  for (const auto& deposit : deposits) {
    const auto [place, is_new] = places.try_emplace(transaction_of(deposit), merged.size());
    if (is_new) {
      merged.push_back(deposit);
    } else {
      add_to(merged[place->second], deposit);
    }
  }
  return merged;
}

Deposit with_its_transaction(db::Tx& tx, const Deposit& deposit) {
  auto whole = deposit;
  if (!is_in_coins(deposit)) {
    return whole;
  }
  for (const auto& other :
       all_deposits(tx,
                    fmt::format("SELECT {} FROM deposits WHERE method = $1 AND tx_hash = $2 "
                                "AND user_id = $3 AND id <> $4 ORDER BY id",
                                db::columns<DepositRow>()),
                    deposit.method, deposit.chain().txid, deposit.user_id, deposit.id)) {
    if (is_as_far(deposit, other)) {
      add_to(whole, other);
    }
  }
  return whole;
}

std::int64_t first_of_transaction(db::Tx& tx, const Deposit& deposit) {
  if (!is_in_coins(deposit)) {
    return deposit.id;
  }
  return tx
      .one<std::optional<std::int64_t>>(
          "SELECT min(id) FROM deposits WHERE method = $1 AND tx_hash = $2 AND user_id = $3",
          deposit.method, deposit.chain().txid, deposit.user_id)
      .value_or(deposit.id);
}

bool is_worthless(const Deposit& deposit) {
  return is_in_coins(deposit) && has_known_worth(deposit) && deposit.amount.is_zero();
}

std::optional<Movement> find_deposit_movement(db::Tx& tx, std::int64_t transfer_id,
                                              std::int64_t user_id) {
  auto found = find_movement(tx, transfer_id, user_id);
  const auto lines = tx.all<LineOfTransfer>(
      "SELECT l.amount, l.balance_after FROM deposit_transfers x "
      "JOIN transfers t ON t.id = x.transfer_id JOIN deposits d ON d.id = x.deposit_id "
      "JOIN deposits o ON o.method = d.method AND o.tx_hash = d.tx_hash AND o.user_id = d.user_id "
      "JOIN deposit_transfers y ON y.deposit_id = o.id "
      "JOIN transfers u ON u.id = y.transfer_id AND u.kind = t.kind "
      "AND u.created_at = t.created_at "
      "JOIN ledger_lines l ON l.transfer_id = u.id AND l.user_id = $2 "
      "WHERE x.transfer_id = $1 ORDER BY u.id",
      transfer_id, user_id);
  if (!found || lines.empty()) {
    return found;
  }
  found->amount = base::Money();
  for (const auto& line : lines) {
    found->amount += line.amount;
    found->balance_after = line.balance_after;
  }
  return found;
}

Movement credit_of(db::Tx& tx, const Deposit& deposit) {
  const auto transfer_id = tx.one<std::int64_t>(
      "SELECT id FROM transfers WHERE key = $1",
      fmt::format("{}:{}:{}", text_of(TransferKind::deposit), deposit.id, deposit.times_credited));
  return find_deposit_movement(tx, transfer_id, deposit.user_id).value();
}

}  // namespace shop
