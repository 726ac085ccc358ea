// Where blocks and waiting transactions come from: a node or an explorer.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "base/error.h"
#include "chain/keys/bytes.h"
#include "shop/deposits/chain_deposit.h"

namespace chain {

// What a backend knows of the chain.
struct ChainState {
  shop::BlockId tip;
  std::int64_t first_height = 0;  // blocks below it are not kept any more (a pruned node)
  bool is_syncing = false;        // it has not caught up with the network yet
};

// A transaction as it waits for a block.
struct WaitingTransaction {
  std::string txid;
  Bytes raw;
};

// Ids are those that nodes show. Errors of all calls: forbidden (the key or password is refused),
// unavailable (no answer, or not in time), not_found (it has no such block), invalid (an answer
// that makes no sense). Messages name the host and hold no secret. Nothing that a backend says is
// proved here.
//
// Not thread-safe: used on the executor of its HTTP client. A cancelled call throws
// operation_aborted.
class Backend {
 public:
  template <class T>
  using Answer = boost::asio::awaitable<base::Result<T>>;

  virtual ~Backend() = default;

  // For people and metrics, such as "rpc 127.0.0.1:8332".
  virtual std::string name() const = 0;

  virtual Answer<ChainState> state() = 0;

  // The block's hash on the backend's best chain. not_found above its tip.
  virtual Answer<std::string> block_hash(std::int64_t height) = 0;

  virtual Answer<Bytes> raw_block(std::string hash) = 0;

  // The ids of the transactions that wait for a block.
  virtual Answer<std::vector<std::string>> waiting_ids() = 0;

  // Those of `ids` that the backend has; the others are left out.
  virtual Answer<std::vector<WaitingTransaction>> waiting_transactions(
      std::vector<std::string> ids) = 0;

  // How many of those it gives within a few seconds.
  virtual std::size_t transactions_per_look() const = 0;

  // Returns when the tip is another than `known` or `longest` is over: true. False at once when the
  // backend cannot tell by itself and has to be asked with state().
  virtual Answer<bool> wait_for_tip(shop::BlockId known, std::chrono::milliseconds longest) = 0;
};

}  // namespace chain
