// Sets discounts, of an offer or of many units at once.
#pragma once

#include <cstdint>
#include <expected>
#include <span>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/money.h"
#include "db/core/tx.h"
#include "shop/core/acts/permit.h"
#include "shop/stock/catalog.h"
#include "shop/stock/discounts/bulk_discount.h"
#include "shop/stock/product.h"

namespace shop {

struct DiscountSet {
  Product product;  // with the new discount, unless it waits for its turn
  BulkDiscount discount;
};

enum class DiscountRefusal { unknown_product, sold };

// Sets the discount of every unsold unit of the product's offer, as set_bulk_discount, reserved
// ones too (their customers get `price_changed` when they confirm). Writes the audit log.
std::expected<DiscountSet, DiscountRefusal> set_discount(db::Tx& tx, std::int64_t product_id,
                                                         const DiscountTerms& terms,
                                                         const Permit<Act::set_discount>& permit,
                                                         base::Timestamp now);

// As set_bulk_discount of every unit that the filter finds; or, with ids, of exactly these: of all
// that are unsold now, or of none when one of them is not. Of more than kChangedAtOnce, one that is
// sold before its piece keeps its price. Repeated ids count once.
std::expected<BulkDiscount, BulkRefusal> set_discount_bulk(db::Tx& tx, const UnitFilter& filter,
                                                           const DiscountTerms& terms,
                                                           const Permit<Act::set_discount>& permit,
                                                           base::Timestamp now);

}  // namespace shop
