#include "shop/deposits/coins/chain_memory.h"

namespace shop {

std::optional<std::string> genesis_of_chain(db::Tx& tx, Coin coin) {
  return tx.one<std::optional<std::string>>("SELECT genesis FROM coins WHERE currency = $1", coin);
}

void remember_genesis(db::Tx& tx, Coin coin, const std::string& id) {
  tx.execute("UPDATE coins SET genesis = $2 WHERE currency = $1 AND genesis IS NULL", coin, id);
}

std::optional<base::Timestamp> stalled_since(db::Tx& tx, Coin coin) {
  return tx.one<std::optional<base::Timestamp>>(
      "SELECT stalled_since FROM coins WHERE currency = $1", coin);
}

void set_stalled_since(db::Tx& tx, Coin coin, std::optional<base::Timestamp> since) {
  tx.execute("UPDATE coins SET stalled_since = $2 WHERE currency = $1", coin, since);
}

}  // namespace shop
