// Callbacks of the owners' buttons about stock: discounts.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <string_view>

#include "base/money.h"
#include "bot/view/callback.h"
#include "shop/stock/bulk/unit_filter.h"

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

// A discount of all units around one: asks for the percentage; the next text is the answer.
struct AskScopeDiscount {
  static constexpr std::string_view tag = "discount_all";
  shop::DiscountScope scope = shop::DiscountScope::offer;
  std::int64_t product_id = 0;
};
BOOST_DESCRIBE_STRUCT(AskScopeDiscount, (), (scope, product_id))

// How many units it is for and what they will cost. `ends_min`: minutes since 1970, 0 without end.
struct PreviewDiscount {
  static constexpr std::string_view tag = "discount_see";
  shop::DiscountScope scope = shop::DiscountScope::offer;
  std::int64_t product_id = 0;
  base::Percent percent;
  std::uint32_t ends_min = 0;
};
BOOST_DESCRIBE_STRUCT(PreviewDiscount, (), (scope, product_id, percent, ends_min))

// Asks for the end; the next text is the answer.
struct AskDiscountEnd {
  static constexpr std::string_view tag = "discount_until";
  shop::DiscountScope scope = shop::DiscountScope::offer;
  std::int64_t product_id = 0;
  base::Percent percent;
};
BOOST_DESCRIBE_STRUCT(AskDiscountEnd, (), (scope, product_id, percent))

struct ApplyDiscount {
  static constexpr std::string_view tag = "discount_do";
  shop::DiscountScope scope = shop::DiscountScope::offer;
  std::int64_t product_id = 0;
  base::Percent percent;
  std::uint32_t ends_min = 0;
};
BOOST_DESCRIBE_STRUCT(ApplyDiscount, (), (scope, product_id, percent, ends_min))

// How far a discount of many units has come.
struct ShowBulkDiscount {
  static constexpr std::string_view tag = "discount_bulk";
  std::int64_t bulk_discount_id = 0;
};
BOOST_DESCRIBE_STRUCT(ShowBulkDiscount, (), (bulk_discount_id))

// The discounts that have an end.
struct ShowEndingDiscounts {
  static constexpr std::string_view tag = "discount_ends";
};
BOOST_DESCRIBE_STRUCT(ShowEndingDiscounts, (), ())

struct EndDiscount {
  static constexpr std::string_view tag = "discount_end_now";
  base::Percent percent;
  std::uint32_t ends_min = 0;
};
BOOST_DESCRIBE_STRUCT(EndDiscount, (), (percent, ends_min))

}  // namespace bot::admin
