// What a discount writes into rows of `products`. Used inside shop/ only.
#pragma once

#include <cstdint>
#include <string_view>

#include "db/core/tx.h"
#include "shop/stock/discounts/discount_terms.h"

namespace shop {

// Sets the discount of the rows that `where` finds, whose parameter $1 is `value`; returns how
// many. A discount without an end stays; one with an end goes back to what was there before it,
// also when two of them follow each other.
std::int64_t set_terms(db::Tx& tx, const DiscountTerms& terms, std::string_view where,
                       const db::Value& value);

// Ends the discounts of these rows, all of which have an end.
std::int64_t end_terms(db::Tx& tx, std::string_view where, const db::Value& value);

}  // namespace shop
