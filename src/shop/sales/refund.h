// Gives the money of an order, or a part of it, back to the customer's wallet, once.
#pragma once

#include <boost/describe.hpp>
#include <cstddef>
#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/money.h"
#include "db/core/tx.h"
#include "shop/core/acts/permit.h"

namespace shop {

inline constexpr std::size_t kMaxRefundReason = 500;  // UTF-16 units

struct Refund {
  std::int64_t order_id = 0;
  base::Money amount;
  std::string reason;  // the customer reads it
  std::string actor;   // as parse_actor reads
  base::Timestamp created_at;
};
BOOST_DESCRIBE_STRUCT(Refund, (), (order_id, amount, reason, actor, created_at))

enum class RefundRefusal {
  unknown_order,
  own_order,   // nobody gives money to themselves
  refunded,    // before
  bad_amount,  // not above zero, or more than the order cost
  no_reason,
  long_reason,
  too_much_money,  // the balance would leave Money's range
};

// Credits the customer, sends them `order_refunded` and writes the audit log. Locks the order, then
// the customer.
std::expected<Refund, RefundRefusal> refund_order(db::Tx& tx, std::int64_t order_id,
                                                  base::Money amount, std::string_view reason,
                                                  const Permit<Act::refund_order>& permit,
                                                  base::Timestamp now);

std::optional<Refund> find_refund(db::Tx& tx, std::int64_t order_id);

}  // namespace shop
