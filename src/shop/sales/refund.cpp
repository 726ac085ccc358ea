#include "shop/sales/refund.h"

#include <fmt/format.h>

#include "base/check.h"
#include "base/text.h"
#include "db/core/columns.h"
#include "json/json.h"
#include "shop/core/acts/audit_log.h"
#include "shop/money/ledger.h"
#include "shop/sales/notices.h"
#include "shop/webhooks/event_views.h"

namespace shop {
namespace {

struct Payment {
  std::int64_t user_id = 0;
  base::Money final_price;
};
BOOST_DESCRIBE_STRUCT(Payment, (), (user_id, final_price))

// What the audit log says of a refund.
struct RefundDetails {
  base::Money paid;
  base::Money before;  // given back until now
  base::Money after;
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(RefundDetails, (), (paid, before, after, reason))

std::optional<RefundRefusal> check_reason(std::string_view reason) {
  if (base::trim(reason).empty()) {
    return RefundRefusal::no_reason;
  }
  return base::utf16_length(reason) > kMaxRefundReason ? std::optional(RefundRefusal::long_reason)
                                                       : std::nullopt;
}

// The order is locked.
std::optional<RefundRefusal> check_refund(db::Tx& tx, const Payment& payment, const Refund& refund,
                                          const Actor& actor) {
  if (staff_id_of(actor) == payment.user_id) {
    return RefundRefusal::own_order;
  }
  if (find_refund(tx, refund.order_id)) {
    return RefundRefusal::refunded;
  }
  const bool is_payable = refund.amount > base::Money() && refund.amount <= payment.final_price;
  return is_payable ? check_reason(refund.reason) : std::optional(RefundRefusal::bad_amount);
}

Transfer transfer_of(const Refund& refund, std::int64_t user_id, const Actor& actor) {
  return {.kind = TransferKind::refund,
          .key = fmt::format("refund:{}", refund.order_id),
          .lines = {{LedgerAccount::customer, user_id, refund.amount},
                    {LedgerAccount::sales, std::nullopt, -refund.amount}},
          .note = refund.reason,
          .actor = actor};
}

void write_refund(db::Tx& tx, const Refund& refund, const Payment& payment) {
  tx.execute_later(
      "INSERT INTO refunds (order_id, amount, reason, actor, created_at) "
      "VALUES ($1, $2, $3, $4, $5)",
      refund.order_id, refund.amount, refund.reason, refund.actor, refund.created_at);
  enqueue(tx, kOrderRefunded, payment.user_id, {refund.order_id}, refund.created_at);
  write_event(tx,
              OrderRefunded{.order_id = refund.order_id,
                            .user_id = payment.user_id,
                            .final_price = payment.final_price,
                            .amount = refund.amount,
                            .reason = refund.reason,
                            .created_at = refund.created_at},
              refund.created_at);
}

std::optional<Payment> lock_payment(db::Tx& tx, std::int64_t order_id) {
  return tx.first<Payment>(
      fmt::format("SELECT user_id, final_price FROM orders WHERE id = $1{}", tx.for_update()),
      order_id);
}

}  // namespace

std::expected<Refund, RefundRefusal> refund_order(db::Tx& tx, std::int64_t order_id,
                                                  base::Money amount, std::string_view reason,
                                                  const Permit<Act::refund_order>& permit,
                                                  base::Timestamp now) {
  const auto payment = lock_payment(tx, order_id);
  if (!payment) {
    return std::unexpected(RefundRefusal::unknown_order);
  }
  const Refund refund{.order_id = order_id,
                      .amount = amount,
                      .reason = std::string(base::trim(reason)),
                      .actor = to_text(permit.actor()),
                      .created_at = now};
  if (const auto refusal = check_refund(tx, *payment, refund, permit.actor())) {
    return std::unexpected(*refusal);
  }
  const auto posted = post(tx, transfer_of(refund, payment->user_id, permit.actor()), now);
  if (!posted) {
    base::check(posted.error() == PostRefusal::out_of_range,
                "an order that was not refunded has a customer and no such transfer");
    return std::unexpected(RefundRefusal::too_much_money);
  }
  write_refund(tx, refund, *payment);
  record(
      tx, permit,
      {.subject = fmt::format("order:{}", order_id),
       .details = json::to_text(RefundDetails{
           .paid = payment->final_price, .before = {}, .after = amount, .reason = refund.reason})},
      now);
  return refund;
}

std::optional<Refund> find_refund(db::Tx& tx, std::int64_t order_id) {
  return tx.first<Refund>(
      fmt::format("SELECT {} FROM refunds WHERE order_id = $1", db::columns<Refund>()), order_id);
}

}  // namespace shop
