// The line of an offer below which owners are told that it runs low.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <string>

#include "base/clock.h"
#include "db/core/tx.h"
#include "shop/core/acts/permit.h"
#include "shop/core/page.h"
#include "shop/stock/catalog.h"

namespace shop {

// Of offers that have no line of their own, unless the owner has set another for the shop.
inline constexpr int kLowStockLine = 3;
inline constexpr int kMaxLowStockLine = 500;

// Whether the owners were told of the offer.
struct LowStockState {
  int line = kLowStockLine;  // told when that many unsold units are left, or fewer
  // The newest unit there was when they were told; empty: not told since it was above the line.
  std::optional<std::int64_t> newest_unit;
};

// Of the offer at that place and of that name, whatever its price.
// `shop_line` is that of offers without one of their own.
LowStockState low_stock_of(db::Tx& tx, const Place& place, std::string_view name,
                           int shop_line = kLowStockLine);

// Nobody else sets the offer's line until the transaction ends.
void lock_low_stock_line(db::Tx& tx, const Product& unit);

// REQUIRES: 0 <= line <= kMaxLowStockLine. Writes the audit log.
void set_low_stock_line(db::Tx& tx, const Product& unit, int line,
                        const Permit<Act::edit_product>& permit, base::Timestamp now);

// Notes that the owners were told, or (empty) that there is enough again. False: they were told
// already, by a transaction that was faster.
bool note_low_stock(db::Tx& tx, const Place& place, std::string_view name,
                    std::optional<std::int64_t> newest_unit);

// Notes that programs were told that the offer has run out with that order. False: they were told
// already.
bool note_sold_out(db::Tx& tx, const Place& place, std::string_view name, std::int64_t order_id);

// An offer that is at its line or below it.
struct LowOffer {
  std::int64_t product_id = 0;  // a unit of it, sold or not
  std::string name;
  std::int64_t units = 0;  // unsold
};
BOOST_DESCRIBE_STRUCT(LowOffer, (), (product_id, name, units))

// The offers sold lately that the owners were told of and that have not been restocked since,
// those with the fewest units first.
Slice<LowOffer> low_offers(db::Tx& tx, int shop_line, Page page);

}  // namespace shop
