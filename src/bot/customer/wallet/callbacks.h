// What the buttons of the wallet send back: deposits of every method and the history.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <string_view>

#include "base/coin.h"
#include "base/money.h"
#include "bot/view/callback.h"
#include "shop/deposits/deposit_method.h"

namespace bot::customer {

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
  base::Coin coin = base::Coin::btc;
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

// The customer says that they have paid.
struct SubmitDeposit {
  static constexpr std::string_view tag = "paid";
  std::int64_t deposit_id = 0;
};
BOOST_DESCRIBE_STRUCT(SubmitDeposit, (), (deposit_id))

// The customer takes a request for a deposit back that nobody has decided on.
struct WithdrawDepositRequest {
  static constexpr std::string_view tag = "withdraw";
  std::int64_t deposit_id = 0;
};
BOOST_DESCRIBE_STRUCT(WithdrawDepositRequest, (), (deposit_id))

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

}  // namespace bot::customer
