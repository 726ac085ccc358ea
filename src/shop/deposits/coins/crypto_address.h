// Addresses of the owner's account that were given to customers.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "db/core/tx.h"
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
};
BOOST_DESCRIBE_STRUCT(CryptoAddress, (),
                      (id, user_id, currency, address, derivation_index, is_active, created_at))

// The address with that index.
using DeriveAddress = std::function<std::string(std::uint32_t)>;

// The customer's active address, or a new one with the next index. An index is given once, whoever
// asks at the same moment. REQUIRES: the customer is registered.
CryptoAddress open_address(db::Tx& tx, std::int64_t user_id, Coin coin, const DeriveAddress& derive,
                           base::Timestamp now);

std::optional<CryptoAddress> find_address(db::Tx& tx, Coin coin, std::string_view address);

// The lowest index that was never given.
std::uint32_t next_index(db::Tx& tx, Coin coin);

// Gives no index below `index` any more; never lowers what was said before.
void skip_indexes(db::Tx& tx, Coin coin, std::uint32_t index);

// Issued addresses with a larger id, oldest first: how a watcher learns of new ones.
std::vector<CryptoAddress> addresses_after(db::Tx& tx, Coin coin, std::int64_t id, int limit);

}  // namespace shop
