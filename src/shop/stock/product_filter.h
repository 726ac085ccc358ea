// ProductFilter as SQL on a table named p. Used inside shop/ only.
#pragma once

#include "shop/core/conditions.h"
#include "shop/stock/product.h"

namespace shop {

Conditions conditions_of(const db::Tx& tx, const ProductFilter& filter);

}  // namespace shop
