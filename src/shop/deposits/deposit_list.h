// Deposits as lists of all methods show them.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <string>

#include "base/clock.h"
#include "base/money.h"
#include "db/core/tx.h"
#include "shop/core/list.h"
#include "shop/deposits/deposit.h"

namespace shop {

// A row of `deposits`. What its method does not have is empty or zero.
struct DepositEntry {
  std::int64_t id = 0;
  std::int64_t user_id = 0;
  DepositMethod method = DepositMethod::btc;
  base::Money amount;  // zero until a rate is known
  DepositStatus status = DepositStatus::pending;
  base::Timestamp created_at;
  std::optional<base::Timestamp> completed_at;
  std::optional<std::string> tx_hash;  // Stars: the charge id
  std::optional<std::int32_t> output_index;
  std::int64_t amount_sat = 0;
  std::optional<base::Money> rate;  // of a whole coin
  std::string rate_source;
  std::optional<base::Timestamp> rate_at;
  std::optional<std::int64_t> block_height;
  int confirmations_needed = 0;
  std::optional<std::string> reference;
  std::optional<std::string> receipt_file_id;  // of Telegram
  std::optional<base::Timestamp> submitted_at;
  std::string decided_as;
  std::string reason;
  std::int64_t stars = 0;
};
BOOST_DESCRIBE_STRUCT(DepositEntry, (),
                      (id, user_id, method, amount, status, created_at, completed_at, tx_hash,
                       output_index, amount_sat, rate, rate_source, rate_at, block_height,
                       confirmations_needed, reference, receipt_file_id, submitted_at, decided_as,
                       reason, stars))

struct DepositFilter {
  std::optional<DepositMethod> method = {};
  std::optional<DepositStatus> status = {};
  std::optional<std::int64_t> user_id = {};
  std::optional<base::Timestamp> from = {};   // created
  std::optional<base::Timestamp> until = {};  // not included
};

enum class DepositSort { id, created_at };
BOOST_DESCRIBE_ENUM(DepositSort, id, created_at)

// In parts (list.h). Empty: `part.after` is unknown.
std::optional<ListRows<DepositEntry>> deposit_rows(db::Tx& tx, const DepositFilter& filter,
                                                   const ListOrder<DepositSort>& order,
                                                   const ListPart& part);

std::optional<DepositEntry> find_deposit_entry(db::Tx& tx, std::int64_t id);

}  // namespace shop
