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

std::optional<std::int64_t> proved_height(db::Tx& tx, Coin coin) {
  return tx.one<std::optional<std::int64_t>>("SELECT proved_height FROM coins WHERE currency = $1",
                                             coin);
}

void raise_proved_height(db::Tx& tx, Coin coin, std::int64_t height) {
  tx.execute(
      "UPDATE coins SET proved_height = $2 WHERE currency = $1 "
      "AND (proved_height IS NULL OR proved_height < $2)",
      coin, height);
}

void remember_header(db::Tx& tx, Coin coin, const ChainBlock& block) {
  tx.execute(
      "UPDATE chain_blocks SET target = $4, time_s = $5 "
      "WHERE currency = $1 AND height = $2 AND hash = $3 AND target IS NULL",
      coin, block.height, block.hash, block.target, block.time_s);
}

}  // namespace shop
