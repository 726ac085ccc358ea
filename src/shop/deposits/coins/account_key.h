// The keys that the owner has set for a coin, one after another: each counts its own indexes.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "db/core/tx.h"
#include "shop/deposits/coins/coin.h"

namespace shop {

// The address with that index.
using DeriveAddress = std::function<std::string(std::uint32_t)>;

// The key that is set now.
struct AccountKey {
  std::string fingerprint;  // names the key and does not tell it
  DeriveAddress derive;     // safe to call from any thread
};

// The id of the key's row in `coin_keys`, which is made when the key is new. The row of a database
// from before there were keys is this key's when it derives the newest address.
std::int64_t use_key(db::Tx& tx, Coin coin, const AccountKey& key);

// The lowest index that was never given.
std::uint32_t next_index(db::Tx& tx, std::int64_t key_id);

// Gives no index below `index` any more; never lowers what was said before.
void skip_indexes(db::Tx& tx, std::int64_t key_id, std::uint32_t index);

// What a wallet must know of a key's addresses.
struct KeyUse {
  std::int64_t given = 0;        // addresses
  std::int64_t longest_gap = 0;  // of indexes without a payment, one after another
  bool is_current = false;
};

// The current key first. Changes nothing, so a key that was never used is none of them.
std::vector<KeyUse> uses_of_keys(db::Tx& tx, Coin coin, const AccountKey& current);

}  // namespace shop
