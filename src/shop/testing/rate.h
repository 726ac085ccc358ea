// A rate of a coin, for tests.
#pragma once

#include "shop/deposits/coins/exchange_rate.h"

namespace shop {

// Unless the shop has a currency.
inline void sell_in_zlotys(db::Tx& tx) {
  tx.execute(
      "INSERT INTO shop_currency (id, currency) VALUES (1, 'PLN') ON CONFLICT (id) DO NOTHING");
}

// In PLN, which a shop without a currency sells in from then on.
inline void set_rate(db::Tx& tx, Coin coin, base::Money price, base::Timestamp read_at) {
  sell_in_zlotys(tx);
  save_rate(
      tx,
      {.coin = coin, .price = price, .currency = "PLN", .source = "a test", .read_at = read_at});
}

}  // namespace shop
