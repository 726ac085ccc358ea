// A shop that receives deposits, for tests: a referrer, their referee, and a chain to pay on.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "shop/core/outbox.h"
#include "shop/deposits/coins/chain_deposit.h"
#include "shop/deposits/coins/crypto_address.h"
#include "shop/deposits/coins/exchange_rate.h"
#include "shop/deposits/deposit.h"
#include "shop/testing/shop_fixture.h"

namespace shop {

inline constexpr std::int64_t kCid = 1003;  // came without a link

// A different made-up address for each index.
std::string address_at(std::uint32_t index);

// Commission 3%, minimum 5, one confirmation, from 2000 on three.
DepositRules money_in_rules();

// Registers Ann, Bob who came by her link, and Cid.
void add_referral(db::Tx& tx);

// The chain of each coin starts at height 100.
class MoneyInTest : public ShopTest {
 protected:
  void SetUp() override;

  void set_rate(base::Money price, Coin coin = Coin::btc);
  CryptoAddress address(std::int64_t user_id, Coin coin = Coin::btc);
  // To the customer's open address.
  CoinPayment payment(std::int64_t user_id, std::string txid, std::int64_t amount_sat,
                      int output = 0, Coin coin = Coin::btc);

  std::int64_t height(Coin coin = Coin::btc);
  MoneyMoved mine(const std::vector<CoinPayment>& payments = {}, Coin coin = Coin::btc);
  void undo(Coin coin = Coin::btc);
  MoneyMoved settle(Coin coin = Coin::btc);
  std::int64_t wait(const std::vector<CoinPayment>& payments, Coin coin = Coin::btc);
  void replace(std::string txid, Coin coin = Coin::btc);

  Deposit deposit(std::int64_t id);
  Deposit deposit(std::string_view txid, int output = 0);
  base::Money earnings(std::int64_t user_id);
  // The kinds of the notices to the customer since the last call.
  std::vector<std::string> notices(std::int64_t user_id);

  DepositRules rules;
};

}  // namespace shop
