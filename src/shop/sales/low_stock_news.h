// What the staff hear of offers that run low.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <span>

#include "base/clock.h"
#include "db/core/tx.h"
#include "shop/core/outbox.h"

namespace shop {

struct LowStockNotice {
  std::int64_t product_id = 0;  // a unit of the offer, sold or not
  std::int64_t units = 0;       // that are left

  std::optional<std::int64_t> subject_id() const { return product_id; }
};
BOOST_DESCRIBE_STRUCT(LowStockNotice, (), (product_id, units))

inline constexpr NoticeKind<LowStockNotice> kLowStock{"low_stock"};

// Enqueues `low_stock` for the owners and those of the staff who may see the stock, of each offer
// that the orders brought down to its line (low_stock.h): once, until it was above the line again.
// Programs are told of that, and of offers that ran out.
// REQUIRES: called once for each order.
void tell_of_low_stock(db::Tx& tx, std::span<const std::int64_t> order_ids,
                       std::span<const std::int64_t> owner_ids, int shop_line, base::Timestamp now);

}  // namespace shop
