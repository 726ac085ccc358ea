// Callbacks of the shop: the walk to a product, the reservation, the purchase.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <string_view>

#include "base/money.h"
#include "bot/view/callback.h"
#include "shop/deposits/deposit_method.h"

namespace bot::customer {

struct ShowCities {
  static constexpr std::string_view tag = "shop";
  Offset offset = 0;
};
BOOST_DESCRIBE_STRUCT(ShowCities, (), (offset))

// The districts of the city that the unit is in, and so on down (docs/decisions/0002).
struct ShowDistricts {
  static constexpr std::string_view tag = "city";
  std::int64_t product_id = 0;
  Offset offset = 0;
};
BOOST_DESCRIBE_STRUCT(ShowDistricts, (), (product_id, offset))

struct ShowCategories {
  static constexpr std::string_view tag = "district";
  std::int64_t product_id = 0;
  Offset offset = 0;
};
BOOST_DESCRIBE_STRUCT(ShowCategories, (), (product_id, offset))

struct ShowOffers {
  static constexpr std::string_view tag = "category";
  std::int64_t product_id = 0;
  Offset offset = 0;
};
BOOST_DESCRIBE_STRUCT(ShowOffers, (), (product_id, offset))

struct ShowProduct {
  static constexpr std::string_view tag = "product";
  std::int64_t product_id = 0;
};
BOOST_DESCRIBE_STRUCT(ShowProduct, (), (product_id))

struct Buy {
  static constexpr std::string_view tag = "buy";
  std::int64_t product_id = 0;
};
BOOST_DESCRIBE_STRUCT(Buy, (), (product_id))

// Accepts the terms and goes on to buy the unit.
struct AcceptTerms {
  static constexpr std::string_view tag = "accept";
  std::int64_t product_id = 0;
};
BOOST_DESCRIBE_STRUCT(AcceptTerms, (), (product_id))

struct ShowReservation {
  static constexpr std::string_view tag = "hold";
  std::int64_t product_id = 0;
};
BOOST_DESCRIBE_STRUCT(ShowReservation, (), (product_id))

struct ConfirmPurchase {
  static constexpr std::string_view tag = "confirm";
  std::int64_t product_id = 0;
  base::Money shown_price;
};
BOOST_DESCRIBE_STRUCT(ConfirmPurchase, (), (product_id, shown_price))

struct CancelReservation {
  static constexpr std::string_view tag = "release";
  std::int64_t product_id = 0;
};
BOOST_DESCRIBE_STRUCT(CancelReservation, (), (product_id))

// Asks how to pay what is missing for a unit that is reserved.
struct PayAndBuy {
  static constexpr std::string_view tag = "pay_buy";
  std::int64_t product_id = 0;
  base::Money shown_price;
};
BOOST_DESCRIBE_STRUCT(PayAndBuy, (), (product_id, shown_price))

// Pays it by that method; the purchase completes with the payment.
struct PayForUnit {
  static constexpr std::string_view tag = "pay_by";
  std::int64_t product_id = 0;
  shop::DepositMethod method = shop::DepositMethod::blik;
  base::Money shown_price;
};
BOOST_DESCRIBE_STRUCT(PayForUnit, (), (product_id, method, shown_price))

struct ShowReservations {
  static constexpr std::string_view tag = "holds";
};
BOOST_DESCRIBE_STRUCT(ShowReservations, (), ())

}  // namespace bot::customer
