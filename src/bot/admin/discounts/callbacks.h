// Callbacks of the owners' buttons about stock: discounts.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <string_view>

#include "base/money.h"
#include "bot/view/callback.h"

namespace bot::admin {

struct DiscountCities {
  static constexpr std::string_view tag = "discount";
  Offset offset = 0;
};
BOOST_DESCRIBE_STRUCT(DiscountCities, (), (offset))

// The districts of the city that the unit is in, and so on down (docs/decisions/0002).
struct DiscountDistricts {
  static constexpr std::string_view tag = "discount_city";
  std::int64_t product_id = 0;
  Offset offset = 0;
};
BOOST_DESCRIBE_STRUCT(DiscountDistricts, (), (product_id, offset))

struct DiscountCategories {
  static constexpr std::string_view tag = "discount_district";
  std::int64_t product_id = 0;
  Offset offset = 0;
};
BOOST_DESCRIBE_STRUCT(DiscountCategories, (), (product_id, offset))

struct DiscountOffers {
  static constexpr std::string_view tag = "discount_category";
  std::int64_t product_id = 0;
  Offset offset = 0;
};
BOOST_DESCRIBE_STRUCT(DiscountOffers, (), (product_id, offset))

// Asks for the percentage; the next text is the answer.
struct AskDiscount {
  static constexpr std::string_view tag = "discount_ask";
  std::int64_t product_id = 0;
};
BOOST_DESCRIBE_STRUCT(AskDiscount, (), (product_id))

struct SetDiscount {
  static constexpr std::string_view tag = "discount_set";
  std::int64_t product_id = 0;
  base::Percent percent;
};
BOOST_DESCRIBE_STRUCT(SetDiscount, (), (product_id, percent))

}  // namespace bot::admin
