// How deposits stand in the table `deposits`. Used inside shop/ only.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "base/money.h"
#include "db/core/tx.h"
#include "shop/deposits/deposit.h"

namespace shop {

// A row of `deposits`. What its method does not have is empty or zero.
struct DepositRow {
  std::int64_t id = 0;
  std::int64_t user_id = 0;
  DepositMethod method = DepositMethod::btc;
  base::Money amount;
  DepositStatus status = DepositStatus::pending;
  base::Timestamp created_at;
  std::optional<base::Timestamp> completed_at;
  std::optional<std::string> tx_hash;  // Stars: the charge id
  std::optional<std::int32_t> output_index;
  std::int64_t amount_sat = 0;
  std::optional<std::int64_t> address_id;
  std::optional<base::Money> rate;
  std::string rate_source;
  std::optional<base::Timestamp> rate_at;
  std::optional<std::int64_t> block_height;
  int min_confirmations = 1;
  int confirmations_needed = 0;
  std::optional<base::Timestamp> confirmed_at;
  std::optional<std::string> reference;
  std::optional<std::string> receipt_file_id;
  std::optional<std::string> receipt_hash;
  std::optional<base::Timestamp> submitted_at;
  std::optional<std::int64_t> decided_by;
  std::string decided_as;
  std::string reason;
  std::int64_t stars = 0;
  int credits = 0;
};
BOOST_DESCRIBE_STRUCT(DepositRow, (),
                      (id, user_id, method, amount, status, created_at, completed_at, tx_hash,
                       output_index, amount_sat, address_id, rate, rate_source, rate_at,
                       block_height, min_confirmations, confirmations_needed, confirmed_at,
                       reference, receipt_file_id, receipt_hash, submitted_at, decided_by,
                       decided_as, reason, stars, credits))

Deposit deposit_from(DepositRow row);

// The deposits that a statement returns, whose columns are db::columns<DepositRow>().
template <class... Parameters>
std::vector<Deposit> all_deposits(db::Tx& tx, std::string_view statement,
                                  const Parameters&... parameters) {
  std::vector<Deposit> deposits;
  for (auto& row : tx.all<DepositRow>(statement, parameters...)) {
    deposits.push_back(deposit_from(std::move(row)));
  }
  return deposits;
}
template <class... Parameters>
std::optional<Deposit> first_deposit(db::Tx& tx, std::string_view statement,
                                     const Parameters&... parameters) {
  auto row = tx.first<DepositRow>(statement, parameters...);
  return row ? std::optional(deposit_from(*std::move(row))) : std::nullopt;
}

}  // namespace shop
