// What the shop remembers of a coin's chain besides its blocks.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/clock.h"
#include "db/core/tx.h"
#include "shop/deposits/coins/chain_deposit.h"
#include "shop/deposits/coins/coin.h"

namespace shop {

// The id of the chain's first block, which tells networks apart. Empty before it is known.
std::optional<std::string> genesis_of_chain(db::Tx& tx, Coin coin);

// Keeps the one that is remembered already.
void remember_genesis(db::Tx& tx, Coin coin, const std::string& id);

// Since when the coin's chain has stood still, once the owners were told: payments are not seen
// meanwhile. Empty: it moves, as far as is known.
std::optional<base::Timestamp> stalled_since(db::Tx& tx, Coin coin);
void set_stalled_since(db::Tx& tx, Coin coin, std::optional<base::Timestamp> since);

// Until which height the branch that the shop goes over to is proved to have more work. Empty: all
// of it is applied.
std::optional<std::int64_t> proved_height(db::Tx& tx, Coin coin);
// Keeps a higher one.
void raise_proved_height(db::Tx& tx, Coin coin, std::int64_t height);

// What the header of a remembered block says, which an older version has not noted.
void remember_header(db::Tx& tx, Coin coin, const ChainBlock& block);

}  // namespace shop
