// Deposits in coins, as a watcher of the chain reports what it sees.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/clock.h"
#include "db/core/tx.h"
#include "shop/deposits/coins/coin.h"
#include "shop/deposits/deposit.h"

namespace shop {

// A block by its height and its hash as nodes show it.
struct BlockId {
  std::int64_t height = 0;
  std::string hash;

  friend bool operator==(const BlockId&, const BlockId&) = default;
};
BOOST_DESCRIBE_STRUCT(BlockId, (), (height, hash))

// A row of `chain_blocks`: a block of the shop's chain, and what its header says.
struct ChainBlock {
  std::int64_t height = 0;
  std::string hash;
  std::optional<std::int64_t> target = {};  // in the compact form of headers
  std::optional<std::int64_t> time_s = {};  // since 1970

  BlockId id() const { return {height, hash}; }
};
BOOST_DESCRIBE_STRUCT(ChainBlock, (), (height, hash, target, time_s))

// An output that pays to an address of the owner's account. (coin, txid, output) names it.
struct CoinPayment {
  std::string txid;
  int output = 0;
  std::int64_t amount_sat = 0;
  std::string address;
  int min_confirmations = 1;  // until the coin's rules let anybody spend it
};

// What a change of the chain did to money: credits for the log, reversals for the owner's alert.
struct MoneyMoved {
  std::vector<DepositCredit> credited;
  std::vector<Deposit> reversed;  // as they were when they were still completed
  std::int64_t found = 0;         // payments that the shop did not know
};

// How far back blocks are remembered and reorganisations followed.
inline constexpr int kDeepestReorg = 100;

// The blocks that were applied last, newest first, at most kDeepestReorg + 1; the first is the
// cursor. Empty before the first block.
std::vector<BlockId> recent_blocks(db::Tx& tx, Coin coin);
// The same with what their headers say.
std::vector<ChainBlock> recent_headers(db::Tx& tx, Coin coin);

// The cursor, which stays as it is until the transaction ends: a watcher makes sure that it is
// still the one which its block follows. Empty before the first block.
std::optional<BlockId> lock_cursor(db::Tx& tx, Coin coin);

// Whether the shop knows of it, whatever has become of it since.
bool is_recorded(db::Tx& tx, Coin coin, const CoinPayment& payment);

// How many confirmations a deposit in coins has now.
std::int64_t confirmations_of(db::Tx& tx, const Deposit& deposit);

// Starts from `block`, whose payments do not count. REQUIRES: recent_blocks is empty.
void start_chain_at(db::Tx& tx, Coin coin, const ChainBlock& block);

// The next block: moves the cursor, records payments to issued addresses, and completes every
// deposit that has its confirmations with it. A payment to an address that was not issued is passed
// over. REQUIRES: the block follows the cursor.
MoneyMoved apply_block(db::Tx& tx, Coin coin, const ChainBlock& block,
                       std::span<const CoinPayment> payments, const DepositRules& rules,
                       base::Timestamp now);

// Records what was missed in a block at or below the cursor, which stays, and completes what has
// its confirmations. Doing it twice changes nothing. REQUIRES: the block is one of the cursor's
// chain.
MoneyMoved recover_block(db::Tx& tx, Coin coin, const BlockId& block,
                         std::span<const CoinPayment> payments, const DepositRules& rules,
                         base::Timestamp now);

// Takes the newest block back: its deposits have no block any more. Nothing is reversed yet, since
// most are mined again at once (settle_chain). REQUIRES: there is an older one.
void undo_block(db::Tx& tx, Coin coin, base::Timestamp now);

// Goes over to another chain, whose block `block` becomes the cursor: for a reorganisation that
// undo_block cannot follow. Deposits of higher blocks have no block any more until they are found
// again; settle_chain then reverses the others. REQUIRES: the chain was started; the two chains are
// the same up to `block`, which is not above the cursor.
void move_chain_to(db::Tx& tx, Coin coin, const ChainBlock& block, base::Timestamp now);

// The watcher has reached the tip of its node's chain: reverses what was credited and is in no
// block any more, and completes what waited for a rate or for a lower minimum. To be called at
// every poll, also when no block came. Does nothing in the middle of a change of branches
// (chain_memory.h).
MoneyMoved settle_chain(db::Tx& tx, Coin coin, const DepositRules& rules, base::Timestamp now);

// Payments that wait for a block: records new ones as pending, and brings back those that were
// taken for replaced or that a reorganisation had taken out of the chain.
// Returns how many the shop did not know.
std::int64_t note_waiting(db::Tx& tx, Coin coin, std::span<const CoinPayment> payments,
                          const DepositRules& rules, base::Timestamp now);

// The ids of the transactions whose deposits are in no block and not replaced.
std::vector<std::string> waiting_transactions(db::Tx& tx, Coin coin);

// Their deposits are replaced: the node has them neither in a block nor waiting.
void mark_replaced(db::Tx& tx, Coin coin, std::span<const std::string> txids, base::Timestamp now);

}  // namespace shop
