// What the customers' buttons send back. Every value that decodes is safe to look up; whether the
// one who presses may do it is for the handler.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <string_view>

#include "base/money.h"
#include "shop/deposits/coin.h"
#include "shop/deposits/deposit.h"

namespace bot::customer {

// Where a page of a list starts; the type keeps a forged one within bounds.
using Offset = std::uint16_t;

struct ShowMenu {
  static constexpr std::string_view tag = "menu";
};
BOOST_DESCRIBE_STRUCT(ShowMenu, (), ())

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

struct ShowHold {
  static constexpr std::string_view tag = "hold";
  std::int64_t product_id = 0;
};
BOOST_DESCRIBE_STRUCT(ShowHold, (), (product_id))

struct ConfirmPurchase {
  static constexpr std::string_view tag = "confirm";
  std::int64_t product_id = 0;
  base::Money shown_price;
};
BOOST_DESCRIBE_STRUCT(ConfirmPurchase, (), (product_id, shown_price))

struct CancelHold {
  static constexpr std::string_view tag = "release";
  std::int64_t product_id = 0;
};
BOOST_DESCRIBE_STRUCT(CancelHold, (), (product_id))

struct ShowHolds {
  static constexpr std::string_view tag = "holds";
};
BOOST_DESCRIBE_STRUCT(ShowHolds, (), ())

struct ShowWallet {
  static constexpr std::string_view tag = "wallet";
};
BOOST_DESCRIBE_STRUCT(ShowWallet, (), ())

struct ShowDeposit {
  static constexpr std::string_view tag = "deposit";
};
BOOST_DESCRIBE_STRUCT(ShowDeposit, (), ())

// The customer's address for that coin.
struct ShowCoinAddress {
  static constexpr std::string_view tag = "coin";
  shop::Coin coin = shop::Coin::btc;
};
BOOST_DESCRIBE_STRUCT(ShowCoinAddress, (), (coin))

// Asks how much to pay by a method that needs to know; the next text is the answer.
struct AskAmount {
  static constexpr std::string_view tag = "amount";
  shop::DepositMethod method = shop::DepositMethod::blik;
};
BOOST_DESCRIBE_STRUCT(AskAmount, (), (method))

// One of the amounts that are offered.
struct PickAmount {
  static constexpr std::string_view tag = "pay";
  shop::DepositMethod method = shop::DepositMethod::blik;
  base::Money amount;
};
BOOST_DESCRIBE_STRUCT(PickAmount, (), (method, amount))

// The customer says that he has paid.
struct SubmitDeposit {
  static constexpr std::string_view tag = "paid";
  std::int64_t deposit_id = 0;
};
BOOST_DESCRIBE_STRUCT(SubmitDeposit, (), (deposit_id))

struct CancelDeposit {
  static constexpr std::string_view tag = "withdraw";
  std::int64_t deposit_id = 0;
};
BOOST_DESCRIBE_STRUCT(CancelDeposit, (), (deposit_id))

struct ShowDeposits {
  static constexpr std::string_view tag = "deposits";
  Offset offset = 0;
};
BOOST_DESCRIBE_STRUCT(ShowDeposits, (), (offset))

// One of the customer's own.
struct ShowOneDeposit {
  static constexpr std::string_view tag = "deposit_one";
  std::int64_t deposit_id = 0;
};
BOOST_DESCRIBE_STRUCT(ShowOneDeposit, (), (deposit_id))

struct ShowHistory {
  static constexpr std::string_view tag = "history";
  Offset offset = 0;
};
BOOST_DESCRIBE_STRUCT(ShowHistory, (), (offset))

struct ShowProfile {
  static constexpr std::string_view tag = "profile";
};
BOOST_DESCRIBE_STRUCT(ShowProfile, (), ())

struct ShowOrders {
  static constexpr std::string_view tag = "orders";
  Offset offset = 0;
};
BOOST_DESCRIBE_STRUCT(ShowOrders, (), (offset))

struct ShowOrder {
  static constexpr std::string_view tag = "order";
  std::int64_t order_id = 0;
};
BOOST_DESCRIBE_STRUCT(ShowOrder, (), (order_id))

struct SendDeliveryAgain {
  static constexpr std::string_view tag = "again";
  std::int64_t order_id = 0;
};
BOOST_DESCRIBE_STRUCT(SendDeliveryAgain, (), (order_id))

struct ShowReferrals {
  static constexpr std::string_view tag = "referrals";
};
BOOST_DESCRIBE_STRUCT(ShowReferrals, (), ())

struct ShowLeaderboard {
  static constexpr std::string_view tag = "leaderboard";
};
BOOST_DESCRIBE_STRUCT(ShowLeaderboard, (), ())

struct ShowLanguages {
  static constexpr std::string_view tag = "languages";
};
BOOST_DESCRIBE_STRUCT(ShowLanguages, (), ())

// The language's two letters as a number (language_screens.h).
struct PickLanguage {
  static constexpr std::string_view tag = "language";
  std::uint16_t letters = 0;
};
BOOST_DESCRIBE_STRUCT(PickLanguage, (), (letters))

struct ShowSupport {
  static constexpr std::string_view tag = "support";
};
BOOST_DESCRIBE_STRUCT(ShowSupport, (), ())

}  // namespace bot::customer
