// Addresses of the owner's account that were given to customers.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "db/core/tx.h"
#include "shop/deposits/coins/account_key.h"
#include "shop/deposits/coins/coin.h"

namespace shop {

// A row of `crypto_addresses`.
struct CryptoAddress {
  std::int64_t id = 0;
  std::int64_t user_id = 0;
  Coin currency = Coin::btc;
  std::string address;
  std::int64_t derivation_index = 0;
  bool is_active = true;  // shown to the customer; one for each customer and coin
  base::Timestamp created_at;
  // The chain's height then: payments above it are newer. Empty: the shop was not at the tip.
  std::optional<std::int64_t> given_height = {};
  std::int64_t key_id = 0;  // of `coin_keys`
};
BOOST_DESCRIBE_STRUCT(CryptoAddress, (),
                      (id, user_id, currency, address, derivation_index, is_active, created_at,
                       given_height, key_id))

// The customer's active address of that key, or a new one with its next index, which takes the
// place of an active one of another key. An index is given once, whoever asks at the same moment.
// REQUIRES: the customer is registered.
CryptoAddress open_address(db::Tx& tx, std::int64_t user_id, Coin coin, const AccountKey& key,
                           base::Timestamp now);

std::optional<CryptoAddress> find_address(db::Tx& tx, Coin coin, std::string_view address);

// Issued addresses with a larger id, oldest first: how a watcher learns of new ones.
std::vector<CryptoAddress> addresses_after(db::Tx& tx, Coin coin, std::int64_t id, int limit);

}  // namespace shop
