// What owners hear of sales: a notice of the orders since the last one, and of offers that ran out.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "base/clock.h"
#include "base/money.h"
#include "db/core/tx.h"
#include "shop/core/outbox.h"

namespace shop {

struct SalesNotice {
  std::vector<std::int64_t> order_ids;
  std::vector<std::int64_t> sold_out_ids;  // the last sold unit of each offer that ran out

  std::optional<std::int64_t> subject_id() const { return std::nullopt; }
};
BOOST_DESCRIBE_STRUCT(SalesNotice, (), (order_ids, sold_out_ids))

inline constexpr NoticeKind<SalesNotice> kSales{"sales"};

// Whether there are orders that were not announced.
bool has_sales_to_announce(db::Tx& tx);

// Enqueues `sales` for each owner whom the bot can reach and who has not switched it off: once for
// each order, also when two processes announce at once. Returns the number of orders, at most a few
// hundred at a time.
int announce_sales(db::Tx& tx, std::span<const std::int64_t> owner_ids, base::Timestamp now);

// What the orders have brought in.
base::Money total_of_orders(db::Tx& tx, std::span<const std::int64_t> order_ids);

// Whether the owner hears of sales; on unless they have switched it off.
bool hears_of_sales(db::Tx& tx, std::int64_t owner_id);
void set_hears_of_sales(db::Tx& tx, std::int64_t owner_id, bool hears);

}  // namespace shop
