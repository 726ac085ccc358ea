#include "shop/deposits/deposit_row.h"

#include <utility>

namespace shop {
namespace {

ChainDetails chain_from(DepositRow row) {
  return {.txid = row.tx_hash.value_or(""),
          .output_index = row.output_index.value_or(0),
          .amount_sat = row.amount_sat,
          .address_id = row.address_id.value_or(0),
          .rate = row.rate,
          .rate_source = std::move(row.rate_source),
          .rate_at = row.rate_at,
          .block_height = row.block_height,
          .min_confirmations = row.min_confirmations,
          .confirmations_needed = row.confirmations_needed,
          .confirmed_at = row.confirmed_at};
}

ManualDetails manual_from(DepositRow row) {
  return {.reference = row.reference.value_or(""),
          .receipt_file_id = std::move(row.receipt_file_id),
          .receipt_hash = std::move(row.receipt_hash),
          .submitted_at = row.submitted_at,
          .decided_by = row.decided_by,
          .decided_as = std::move(row.decided_as),
          .reason = std::move(row.reason)};
}

DepositDetails details_from(DepositRow row) {
  switch (family_of(row.method)) {
    case DepositFamily::chain:
      return chain_from(std::move(row));
    case DepositFamily::manual:
      return manual_from(std::move(row));
    case DepositFamily::stars:
      return StarDetails{.charge_id = row.tx_hash.value_or(""), .stars = row.stars};
  }
  std::unreachable();
}

}  // namespace

Deposit deposit_from(DepositRow row) {
  Deposit deposit{.id = row.id,
                  .user_id = row.user_id,
                  .method = row.method,
                  .amount = row.amount,
                  .status = row.status,
                  .created_at = row.created_at,
                  .completed_at = row.completed_at,
                  .times_credited = row.credits,
                  .details = {}};
  deposit.details = details_from(std::move(row));
  return deposit;
}

}  // namespace shop
