// What owners and staff hear of sales: a notice of the orders since the last one, and of offers
// that ran out; when there are many, a digest each hour.
#pragma once

#include <boost/describe.hpp>
#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "base/clock.h"
#include "base/money.h"
#include "db/core/tx.h"
#include "shop/core/outbox.h"
#include "shop/stock/low_stock.h"

namespace shop {

struct SalesNotice {
  std::vector<std::int64_t> order_ids;
  std::vector<std::int64_t> sold_out_ids;  // the last sold unit of each offer that ran out

  std::optional<std::int64_t> subject_id() const { return std::nullopt; }
};
BOOST_DESCRIBE_STRUCT(SalesNotice, (), (order_ids, sold_out_ids))

inline constexpr NoticeKind<SalesNotice> kSales{"sales"};

// The orders of an hour or more.
struct SaleDigest {
  std::int64_t orders = 0;
  std::int64_t sold_out = 0;  // offers that ran out
  base::Money revenue;
  base::Timestamp since;

  std::optional<std::int64_t> subject_id() const { return std::nullopt; }
};
BOOST_DESCRIBE_STRUCT(SaleDigest, (), (orders, sold_out, revenue, since))

inline constexpr NoticeKind<SaleDigest> kSaleDigest{"sale_digest"};

// So many notices of sales a person gets within an hour; what comes then is told together, each
// hour, until an hour brings no more orders than that.
inline constexpr int kMaxSaleNotices = 10;
inline constexpr std::chrono::hours kDigestPeriod{1};

// Whether there are orders that were not announced, or a digest is due.
bool has_sales_to_announce(db::Tx& tx, base::Timestamp now);

// Enqueues `sales` or `sale_digest` for everybody who hears of sales: once for each order, also
// when two processes announce at once. Returns the number of orders, at most a few hundred at a
// time.
// `low_stock_line`: from how many units left on an offer without a line of its own runs low.
int announce_sales(db::Tx& tx, std::span<const std::int64_t> owner_ids, base::Timestamp now,
                   int low_stock_line = kLowStockLine);

// What the orders have brought in.
base::Money total_of_orders(db::Tx& tx, std::span<const std::int64_t> order_ids);

}  // namespace shop
