// What the owners' buttons send back. Their routes exist for administrators only.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <string_view>

#include "base/money.h"

namespace bot::admin {

// Where a page of a list starts; the type keeps a forged one within bounds.
using Offset = std::uint16_t;

struct ShowPanel {
  static constexpr std::string_view tag = "admin";
};
BOOST_DESCRIBE_STRUCT(ShowPanel, (), ())

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

// Deposits by BLIK and bank transfer that wait for a decision.
struct ShowReviews {
  static constexpr std::string_view tag = "reviews";
  Offset offset = 0;
};
BOOST_DESCRIBE_STRUCT(ShowReviews, (), (offset))

struct ShowReview {
  static constexpr std::string_view tag = "review";
  std::int64_t deposit_id = 0;
};
BOOST_DESCRIBE_STRUCT(ShowReview, (), (deposit_id))

struct ApproveDeposit {
  static constexpr std::string_view tag = "approve";
  std::int64_t deposit_id = 0;
};
BOOST_DESCRIBE_STRUCT(ApproveDeposit, (), (deposit_id))

// Asks why; the next text is the answer.
struct AskReason {
  static constexpr std::string_view tag = "reject";
  std::int64_t deposit_id = 0;
};
BOOST_DESCRIBE_STRUCT(AskReason, (), (deposit_id))

// Rejects for the usual reason.
struct RejectNotFound {
  static constexpr std::string_view tag = "reject_none";
  std::int64_t deposit_id = 0;
};
BOOST_DESCRIBE_STRUCT(RejectNotFound, (), (deposit_id))

// Deposits that were credited.
struct ListCredited {
  static constexpr std::string_view tag = "credited";
  Offset offset = 0;
  bool only_stars = false;
};
BOOST_DESCRIBE_STRUCT(ListCredited, (), (offset, only_stars))

struct ShowCredited {
  static constexpr std::string_view tag = "credit";
  std::int64_t deposit_id = 0;
};
BOOST_DESCRIBE_STRUCT(ShowCredited, (), (deposit_id))

struct AskStarRefund {
  static constexpr std::string_view tag = "stars_back";
  std::int64_t deposit_id = 0;
};
BOOST_DESCRIBE_STRUCT(AskStarRefund, (), (deposit_id))

// `balance` is the customer's on the screen whose button it is.
struct RefundStars {
  static constexpr std::string_view tag = "stars_refund";
  std::int64_t deposit_id = 0;
  base::Money balance;
};
BOOST_DESCRIBE_STRUCT(RefundStars, (), (deposit_id, balance))

}  // namespace bot::admin
