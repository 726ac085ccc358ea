#include "shop/money/adjustment.h"

#include <boost/describe.hpp>

#include <fmt/format.h>

#include "base/text.h"
#include "db/core/columns.h"
#include "json/json.h"
#include "shop/core/acts/audit_log.h"
#include "shop/money/ledger.h"
#include "shop/money/notices.h"

namespace shop {
namespace {

std::string transfer_key(const Adjustment& adjustment) {
  return "adjustment:" + adjustment.idempotency_key;
}

Transfer transfer_for(const Adjustment& adjustment, const Actor& actor) {
  return {.kind = TransferKind::adjustment,
          .key = transfer_key(adjustment),
          .lines = {{LedgerAccount::customer, adjustment.user_id, adjustment.amount},
                    {LedgerAccount::adjustments, std::nullopt, -adjustment.amount}},
          .note = adjustment.reason,
          .actor = actor};
}

std::optional<AdjustRefusal> check_input(const Adjustment& adjustment) {
  if (adjustment.amount.is_zero()) {
    return AdjustRefusal::zero_amount;
  }
  if (base::trim(adjustment.reason).empty()) {
    return AdjustRefusal::no_reason;
  }
  if (base::utf16_length(adjustment.reason) > kMaxAdjustmentReason) {
    return AdjustRefusal::long_reason;
  }
  if (base::trim(adjustment.idempotency_key).empty()) {
    return AdjustRefusal::no_key;
  }
  return std::nullopt;
}

struct Earlier {
  std::int64_t transfer_id = 0;
  std::int64_t user_id = 0;
  base::Money amount;
  base::Money balance_after;
  std::string note;
};
BOOST_DESCRIBE_STRUCT(Earlier, (), (transfer_id, user_id, amount, balance_after, note))

// What the audit log says of an adjustment.
struct AdjustmentDetails {
  base::Money amount;
  std::string reason;
  std::int64_t transfer_id = 0;
};
BOOST_DESCRIBE_STRUCT(AdjustmentDetails, (), (amount, reason, transfer_id))

std::expected<Adjusted, AdjustRefusal> first_result(db::Tx& tx, const Adjustment& adjustment) {
  const auto earlier = tx.one<Earlier>(
      fmt::format("SELECT {} FROM transfers t JOIN ledger_lines l ON l.transfer_id = t.id "
                  "WHERE t.key = $1 AND l.user_id IS NOT NULL",
                  db::columns<Earlier>("l", "t", "note")),
      transfer_key(adjustment));
  if (earlier.user_id != adjustment.user_id || earlier.amount != adjustment.amount ||
      earlier.note != adjustment.reason) {
    return std::unexpected(AdjustRefusal::key_conflict);
  }
  return Adjusted{earlier.transfer_id, earlier.balance_after, /*is_repeat=*/true};
}

// Whether the balance, locked, is not the one that was shown. A repeat is answered all the same.
bool is_changed(db::Tx& tx, const Adjustment& adjustment) {
  const auto balance = tx.first<base::Money>(
      fmt::format("SELECT balance FROM users WHERE id = $1{}", tx.for_update()),
      adjustment.user_id);
  return balance && *balance != *adjustment.shown_balance &&
         !tx.first<std::int64_t>("SELECT id FROM transfers WHERE key = $1",
                                 transfer_key(adjustment));
}

std::expected<Adjusted, AdjustRefusal> refused(db::Tx& tx, const Adjustment& adjustment,
                                               PostRefusal refusal) {
  switch (refusal) {
    case PostRefusal::repeated:
      return first_result(tx, adjustment);
    case PostRefusal::overdrawn:
      return std::unexpected(AdjustRefusal::not_enough_money);
    case PostRefusal::out_of_range:
      return std::unexpected(AdjustRefusal::too_much_money);
    case PostRefusal::unknown_customer:
      return std::unexpected(AdjustRefusal::unknown_customer);
  }
  return std::unexpected(AdjustRefusal::unknown_customer);
}

}  // namespace

std::expected<Adjusted, AdjustRefusal> adjust(db::Tx& tx, const Adjustment& adjustment,
                                              const Permit<Act::adjust>& permit,
                                              base::Timestamp now) {
  if (const auto refusal = check_input(adjustment)) {
    return std::unexpected(*refusal);
  }
  if (adjustment.shown_balance && is_changed(tx, adjustment)) {
    return std::unexpected(AdjustRefusal::balance_changed);
  }
  const auto posted = post(tx, transfer_for(adjustment, permit.actor()), now);
  if (!posted) {
    return refused(tx, adjustment, posted.error());
  }
  enqueue(tx, kAdjusted, adjustment.user_id, {*posted}, now);
  record(tx, permit,
         {.subject = fmt::format("user:{}", adjustment.user_id),
          .details = json::to_text(AdjustmentDetails{
              .amount = adjustment.amount, .reason = adjustment.reason, .transfer_id = *posted})},
         now);
  const auto movement = find_movement(tx, *posted, adjustment.user_id);
  return Adjusted{*posted, movement->balance_after};
}

}  // namespace shop
