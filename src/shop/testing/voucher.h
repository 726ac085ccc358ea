#pragma once

#include "shop/stock/product.h"

namespace shop {

// The unit that tests sell: in Warsaw, for 100 PLN, delivered as text.
inline NewProduct voucher() {
  return {.city = "Warsaw",
          .district = "Center",
          .category = "Vouchers",
          .name = "Book voucher",
          .description = "Valid in every bookshop of the chain.",
          .base_price = base::Money::units(100),
          .discount_percent = {},
          .delivery_photo = std::nullopt,
          .delivery_latitude = std::nullopt,
          .delivery_longitude = std::nullopt,
          .delivery_text = "Code: SECRET-4711"};
}

}  // namespace shop
